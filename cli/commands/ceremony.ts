import { existsSync, writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { SignerName } from '../../functions/governing/hold-ceremony/ceremony-plan.ts';
import type {
  CeremonyOptions,
  CeremonyPorts,
} from '../../functions/governing/hold-ceremony/ceremony-ports.ts';
import type { HeldCeremony } from '../../functions/governing/hold-ceremony/hold-ceremony.ts';
import type { CeremonyStep, Present } from '../../functions/governing/hold-ceremony/transcript.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { readJsonFile } from '../input.ts';
import { exitCodes, print, Usage } from '../output.ts';

interface Options {
  readonly table?: string;
  readonly provinceName?: string;
  readonly present: readonly Present[];
  readonly transcript?: string;
  readonly sample?: boolean;
  readonly dryRun?: boolean;
  readonly verify?: string;
  readonly announce?: SignerName;
  readonly switch?: SignerName;
  readonly newKey?: boolean;
  readonly atOnce?: boolean;
  readonly json?: boolean;
}

const signers = ['status-signer', 'list-signer'];
/** A ceremony needs somebody who does it, and somebody who watches. */
const leastPresent = 2;

/** `yinzheng ceremony`: the province's root, sealing CA and signers. The procedure is `docs/ceremony.md`. */
export function addCeremonyCommand(program: Command): void {
  program
    .command('ceremony')
    .description('hold the key ceremony against KMS and DynamoDB of the AWS_* environment')
    .addOption(new Option('--table <name>', "the directory's table").env('DIRECTORY_TABLE'))
    .addOption(
      new Option('--province-name <name>', 'as in certificates, 辽宁省').env('PROVINCE_NAME'),
    )
    .option('--present <role:initials>', 'who is there; repeat for each', collectPresent, [])
    .option('--transcript <file>', 'write the transcript there; an existing file is never replaced')
    .option('--sample', 'certificates say that they are samples 示例')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--verify <transcript>', 'compare the deployment with a transcript')
    .addOption(
      new Option('--announce <signer>', 'make the next certificate, and name it').choices(signers),
    )
    .option('--new-key', 'with --announce: for a new key')
    .addOption(
      new Option('--switch <signer>', 'switch to the announced certificate').choices(signers),
    )
    .option('--at-once', 'with --switch: do not wait until verifiers know it')
    .action((_own: unknown, command: Command) => run(command.optsWithGlobals<Options>()));
}

function collectPresent(text: string, before: readonly Present[]): readonly Present[] {
  const [, role, initials] = /^([a-z][a-z-]{1,39}):([A-Z]{1,4})$/.exec(text) ?? [];
  if (!role || !initials) throw new Usage(`--present ${text} is not like key-officer:LX`);
  return [...before, { role, initials }];
}

/** The ceremony's ports at what AWS_* names; loaded here, so that other commands start without an AWS client. */
async function openPorts(table: string): Promise<CeremonyPorts> {
  const [aws, kms, directory, history, primitives, clock, dynamo] = await Promise.all([
    import('../../shared/adapters/aws/kms-ceremony-keys.ts'),
    import('../../shared/adapters/aws/kms-client.ts'),
    import('../../shared/adapters/aws/dynamo-directory.ts'),
    import('../../shared/adapters/aws/dynamo-directory-history.ts'),
    import('../../shared/adapters/system/node-primitives.ts'),
    import('../../shared/adapters/system/system-clock.ts'),
    import('../../shared/adapters/aws/dynamo-client.ts'),
  ]);
  const options = { client: dynamo.makeDynamoClient(), table };
  return {
    keys: aws.makeKmsCeremonyKeys(kms.makeKmsClient({ maxAttempts: 1 })),
    directory: directory.makeDynamoDirectory(options),
    bootstrap: history.makeDynamoDirectoryBootstrap(options),
    primitives: primitives.makeNodePrimitives(),
    clock: clock.makeSystemClock(0),
  };
}

async function run(options: Options): Promise<void> {
  if (!options.table) throw new Usage('which table? give --table NAME or set DIRECTORY_TABLE');
  requireOne(options);
  const ports = await openPorts(options.table);
  if (options.verify) return verify(ports, options, options.verify);
  const held = await hold(ports, options);
  print(Boolean(options.json), held.transcript, toLines(held));
}

function requireOne({ verify: file, announce, switch: signer, dryRun }: Options): void {
  const asked = [file, announce, signer, dryRun].filter(Boolean);
  if (asked.length > 1) throw new Usage('one at a time: --verify, --announce, --switch, --dry-run');
}

/** Everything that a ceremony leaves behind has to have its place before it begins. */
function requireReady({ provinceName, dryRun, present, transcript }: Options): void {
  if (!provinceName) throw new Usage('give --province-name');
  if (dryRun) return;
  if (present.length < leastPresent)
    throw new Usage(`say who is there: --present role:initials, at least ${leastPresent}`);
  if (!transcript) throw new Usage('where to? give --transcript FILE');
  if (existsSync(transcript)) throw new Usage(`${transcript} is there already`);
  writeFileSync(transcript, '', { flag: 'wx' });
}

async function hold(ports: CeremonyPorts, options: Options): Promise<HeldCeremony> {
  requireReady(options);
  const steps: CeremonyStep[] = [];
  const onStep = (step: CeremonyStep) => {
    steps.push(step);
    process.stderr.write(`${toLine(step)}\n`);
  };
  const settings = {
    provinceName: options.provinceName ?? '',
    sample: Boolean(options.sample),
    present: options.present,
    onStep,
  };
  try {
    const held = await begin(ports, options, settings);
    write(options, held.transcript);
    return held;
  } catch (error) {
    const fault = toFault(error);
    write(options, { brokenOff: fault.message, present: options.present, steps });
    throw fault;
  }
}

async function begin(
  ports: CeremonyPorts,
  options: Options,
  settings: CeremonyOptions,
): Promise<HeldCeremony> {
  const { holdCeremony } = await import('../../functions/governing/hold-ceremony/hold-ceremony.ts');
  const { announceSigner, switchSigner } = await import(
    '../../functions/governing/hold-ceremony/roll-over-signer.ts'
  );
  const { announce, switch: signer, newKey = false } = options;
  if (announce) return announceSigner(ports, settings, { signer: announce, newKey });
  if (!signer) return holdCeremony(ports, { ...settings, dryRun: Boolean(options.dryRun) });
  const wait = options.atOnce ? { announcedSeconds: 0 } : {};
  return switchSigner(ports, settings, { signer, ...wait });
}

function write({ transcript, dryRun }: Options, content: object): void {
  if (transcript && !dryRun) writeFileSync(transcript, `${JSON.stringify(content, null, 2)}\n`);
}

/** A ceremony that cannot go on says why, and about what. */
function toFault(error: unknown): Error {
  if (!(error instanceof Problem)) return error instanceof Error ? error : new Error(String(error));
  const { reason, detail } = error.details;
  const why = [reason ?? error.code, detail].filter(Boolean).join(', ');
  return new Error(`The ceremony stopped: ${why}`);
}

const toLine = ({ number, does, what, outcome, details }: CeremonyStep) =>
  [
    String(number).padStart(3),
    does.padEnd(12),
    what.padEnd(16),
    outcome.padEnd(8),
    details['keyId'] ?? '',
    details['fingerprint'] ?? details['spki'] ?? '',
  ]
    .join(' ')
    .trimEnd();

const toLines = ({ transcript }: HeldCeremony) => [
  `${transcript.act}  ${transcript.province}  ${transcript.steps.length} steps`,
  `transcript digest  ${transcript.digest}`,
];

async function verify(ports: CeremonyPorts, options: Options, file: string): Promise<void> {
  const { verifyTranscript } = await import(
    '../../functions/governing/hold-ceremony/verify-transcript.ts'
  );
  const { readTranscript } = await import('../../functions/governing/hold-ceremony/transcript.ts');
  const findings = await verifyTranscript(ports, readTranscript(readJsonFile(file)));
  const differs = findings.some(({ outcome }) => outcome === 'differs');
  const lines = findings.map(({ what, outcome }) => `${outcome.padEnd(9)} ${what}`);
  print(Boolean(options.json), { findings }, lines);
  process.exitCode = differs ? exitCodes.invalid : exitCodes.done;
}
