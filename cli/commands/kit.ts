import { type Command, Option } from 'commander';
import { readNowSeconds } from '../input.ts';
import type { KitReport } from '../kit/describe-kits.ts';
import { exitCodes, print } from '../output.ts';

interface Options {
  readonly json?: boolean;
  /** The province's address. */
  readonly province: string;
  readonly anchor?: readonly string[];
  readonly city?: readonly string[];
  readonly mirror?: readonly string[];
  readonly at?: string;
}

const collect = (one: string, others: readonly string[] = []) => [...others, one];

/** `--anchor FILE` for the province asked about, `--anchor URL=FILE` for another; may be repeated. */
export const kitAnchorOption = () =>
  new Option('--anchor <[url=]file>', 'root certificate of a province, PEM; repeatable')
    .env('YINZHENG_ANCHOR')
    .argParser(collect);

/** `yinzheng kit fetch|verify|info`: what a counter needs for a day without network. */
export function addKitCommand(program: Command): void {
  const kit = program
    .command('kit')
    .description('offline kits: all that verification needs for a day without network');
  kit
    .command('fetch <file>')
    .description('fetch what is new of the kit of each province that an anchor is given for')
    .addOption(kitAnchorOption())
    .option('--city <digits>', 'departments of this city only (GB/T 2260); repeatable', collect)
    .option('--mirror <code>', 'of other provinces this one only, or `none`; repeatable', collect)
    .action((file: string, _own: unknown, command: Command) =>
      fetchKit(file, command.optsWithGlobals<Options>()),
    );
  kit
    .command('verify <file>')
    .description('is it whole, signed, not older than one seen? Exit code 4: past its grace')
    .addOption(kitAnchorOption())
    .option('--at <time>', 'as of this moment, RFC 3339')
    .action((file: string, _own: unknown, command: Command) =>
      verifyKit(file, command.optsWithGlobals<Options>()),
    );
  kit
    .command('info <file>')
    .description('what the file says of itself; nothing is verified')
    .option('--at <time>', 'as of this moment, RFC 3339')
    .action((file: string, _own: unknown, command: Command) =>
      showKit(file, command.optsWithGlobals<Options>()),
    );
}

async function fetchKit(file: string, options: Options): Promise<void> {
  const { fetchKits } = await import('../kit/fetch-kit.ts');
  const { toKitLine, toKitReport } = await import('../kit/describe-kits.ts');
  const nowSeconds = readNowSeconds(options.at);
  const anchors = await readAnchors(options);
  const { city: cities = [], mirror: mirrors = [] } = options;
  const fetched = await fetchKits({ file, nowSeconds, cities, mirrors, anchors });
  const { fetchedParts, keptParts, sizeBytes } = fetched;
  const kits = fetched.opened.map((one) => toKitReport(one, nowSeconds));
  const counts = `${fetchedParts} parts fetched, ${keptParts} kept, ${Math.ceil(sizeBytes / 1024)} KiB in all`;
  const answer = { kits, fetchedParts, keptParts, sizeBytes };
  print(Boolean(options.json), answer, [...kits.map(toKitLine), counts]);
}

async function verifyKit(file: string, options: Options): Promise<void> {
  const { KitRefused, openKits } = await import('../kit/open-kits.ts');
  const { toKitReport } = await import('../kit/describe-kits.ts');
  const nowSeconds = readNowSeconds(options.at);
  try {
    const opened = await openKits({ file, nowSeconds, anchors: await readAnchors(options) });
    await report(
      opened.map((one) => toKitReport(one, nowSeconds)),
      options,
    );
  } catch (error) {
    if (!(error instanceof KitRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCodes.invalid;
  }
}

async function showKit(file: string, options: Options): Promise<void> {
  const { readKitClaims } = await import('../kit/read-kit-claims.ts');
  const { toKitReport } = await import('../kit/describe-kits.ts');
  const nowSeconds = readNowSeconds(options.at);
  await report(
    readKitClaims(file).map((one) => toKitReport(one, nowSeconds)),
    options,
  );
}

async function report(kits: readonly KitReport[], options: Options): Promise<void> {
  const { toKitLine } = await import('../kit/describe-kits.ts');
  print(Boolean(options.json), kits, kits.map(toKitLine));
  if (kits.some(({ isPastGrace }) => isPastGrace)) process.exitCode = exitCodes.indeterminate;
}

async function readAnchors({ anchor = [], province }: Options) {
  const { readKitAnchors } = await import('../kit/read-kit-anchors.ts');
  return readKitAnchors(typeof anchor === 'string' ? [anchor] : anchor, province);
}
