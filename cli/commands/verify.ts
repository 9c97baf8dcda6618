import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { upload } from '../files.ts';
import { readBytes, readClientFile, readText, readTime } from '../input.ts';
import type { KitReport } from '../kit/describe-kits.ts';
import { exitCodes, print, Usage } from '../output.ts';
import { hasPrintedCode, type PresentedDocument } from '../verify/to-presented.ts';
import {
  toExitCode,
  toShortLine,
  toVerdictLines,
  type Verdict,
  type VerifyAll,
} from '../verify/verdicts.ts';
import { isFolder, toSummary, verifyFolder } from '../verify/verify-folder.ts';
import { makeVerifyOnline, verifyOnline } from '../verify/verify-online.ts';
import { kitAnchorOption } from './kit.ts';

interface Options {
  readonly json?: boolean;
  readonly province: string;
  readonly at?: string;
  readonly until?: string;
  readonly patience: number;
  readonly kit?: string;
  readonly client?: string;
  readonly anchor?: readonly string[] | string;
}

/** What goes into a body; a larger document is uploaded by a client. */
const maxInlineBytes = 4 * 1024 * 1024;

const verdicts = ['valid', 'invalid', 'indeterminate'] as const;

const isPdf = (file: string) => /\.pdf$/i.test(file);

/** `yinzheng verify`: one clear verdict with its reasons, or many. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify <file>')
    .description(
      'verify a document (.pdf), a credential or a printed code: in a file, in every file of a folder, on standard input (-), or the code itself',
    )
    .option('--at <time>', 'as of this moment, RFC 3339')
    .addOption(
      new Option('--until <verdict>', 'ask again until this is the verdict').choices(verdicts),
    )
    .option('--patience <seconds>', 'how long to ask again', readSeconds, 60)
    .option('--kit <file>', 'verify here, from an offline kit, without any network')
    .addOption(kitAnchorOption())
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      if (isPdf(file)) {
        if (options.kit) throw new Usage('a document is verified by the service: leave --kit out');
        tell([await askUntil(await readDocument(file, options), options)], options);
      } else if (options.kit) await verifyFromKit(file, options.kit, options);
      else if (isFolder(file)) {
        await verifyMany(file, makeVerifyOnline(options.province, options.at), options);
      } else tell([await askUntil(readPresented(file), options)], options);
    });
}

/** A printed code as it is, or what the file holds. */
function readPresented(given: string): string {
  return hasPrintedCode(given) ? given : readText(given).trim();
}

/** A PDF: with the question where it is small, uploaded before where it is not. */
async function readDocument(file: string, options: Options): Promise<PresentedDocument> {
  const bytes = readBytes(file);
  if (bytes.length <= maxInlineBytes) return { document: { content: bytes.toString('base64') } };
  const client = readClientFile(options.client);
  const given = await upload(client, file, { purpose: 'document', key: randomUUID() });
  return { document: { upload: String(given['uploadId']) } };
}

async function askUntil(presented: string | PresentedDocument, options: Options): Promise<Verdict> {
  const giveUp = Date.now() + options.patience * 1000;
  for (;;) {
    const verdict = await verifyOnline(options.province, presented, options.at);
    if (!options.until || verdict.verdict === options.until || Date.now() > giveUp) return verdict;
    await sleep(1000);
  }
}

function tell([verdict]: readonly [Verdict], options: Options): void {
  print(Boolean(options.json), verdict, toVerdictLines(verdict));
  process.exitCode = toExitCode([verdict]);
}

async function verifyMany(
  folder: string,
  verify: VerifyAll,
  options: Options & { readonly kits?: readonly KitReport[] },
): Promise<void> {
  const all = await verifyFolder(folder, verify);
  const summary = toSummary(all);
  const { kits } = options;
  const files = all.map(({ file, found }) => ({ file, ...found }));
  const counted = Object.entries(summary).map(([word, count]) => `${count} ${word}`);
  const lines = [...all.map(({ file, found }) => toShortLine(file, found)), counted.join(', ')];
  print(Boolean(options.json), { summary, files, ...(kits ? { kits } : {}) }, lines);
  process.exitCode = toExitCode(all.map(({ found }) => found));
}

async function verifyFromKit(file: string, kit: string, options: Options): Promise<void> {
  const { openOfflineVerifying } = await import('../verify/verify-offline.ts');
  const { readKitAnchors } = await import('../kit/read-kit-anchors.ts');
  const { toKitLine } = await import('../kit/describe-kits.ts');
  const { KitRefused } = await import('../kit/open-kits.ts');
  const { anchor = [], province } = options;
  const anchors = readKitAnchors(typeof anchor === 'string' ? [anchor] : anchor, province);
  const at = options.at === undefined ? undefined : readTime(options.at);
  try {
    const { verify, kits } = await openOfflineVerifying({ kit, anchors, province, at });
    for (const one of kits) process.stderr.write(`${toKitLine(one)}\n`);
    if (isFolder(file)) return await verifyMany(file, verify, { ...options, kits });
    const [verdict] = (await verify([readPresented(file)])) as readonly [Verdict];
    print(Boolean(options.json), { ...verdict, kits }, toVerdictLines(verdict));
    process.exitCode = toExitCode([verdict]);
  } catch (error) {
    if (!(error instanceof KitRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = exitCodes.refused;
  }
}

/** @throws InvalidArgumentError for what is no count of seconds, which would never be over */
function readSeconds(given: string): number {
  if (!/^[0-9]{1,6}$/.test(given)) throw new InvalidArgumentError('a whole number of seconds.');
  return Number(given);
}
