import { existsSync, writeFileSync } from 'node:fs';
import type { SignerName } from '../functions/governing/hold-ceremony/ceremony-plan.ts';
import type {
  CeremonyOptions,
  CeremonyPorts,
} from '../functions/governing/hold-ceremony/ceremony-ports.ts';
import type { HeldCeremony } from '../functions/governing/hold-ceremony/hold-ceremony.ts';
import type { CeremonyStep, Present } from '../functions/governing/hold-ceremony/transcript.ts';
import { Problem } from '../shared/problem/problem.ts';
import { readJsonFile, readPublicFile } from './input.ts';
import { exitCodes, print, Usage } from './output.ts';

/** What a ceremony is asked for on the command line. */
export interface CeremonyCommand {
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
  readonly governor: readonly string[];
  readonly json?: boolean;
}

/** A ceremony needs somebody who does it, and somebody who watches. */
const leastPresent = 2;

/** The ceremony's ports at what AWS_* names; loaded here, so that other commands start without an AWS client. */
async function openPorts(table: string) {
  const [aws, kms, directory, history, primitives, clock, dynamo] = await Promise.all([
    import('../shared/adapters/aws/kms-ceremony-keys.ts'),
    import('../shared/adapters/aws/kms-client.ts'),
    import('../shared/adapters/aws/dynamo-directory.ts'),
    import('../shared/adapters/aws/dynamo-directory-history.ts'),
    import('../shared/adapters/system/node-primitives.ts'),
    import('../shared/adapters/system/system-clock.ts'),
    import('../shared/adapters/aws/dynamo-client.ts'),
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

type Ports = Awaited<ReturnType<typeof openPorts>>;

/** Does what was asked for, and prints its transcript or findings. @throws Usage */
export async function runCeremony(options: CeremonyCommand): Promise<void> {
  if (!options.table) throw new Usage('which table? give --table NAME or set DIRECTORY_TABLE');
  requireOne(options);
  const ports = await openPorts(options.table);
  if (options.verify) return verify(ports, options, options.verify);
  const held = await hold(ports, options);
  print(Boolean(options.json), held.transcript, toLines(held));
}

function requireOne({ verify: file, announce, dryRun, governor, ...own }: CeremonyCommand): void {
  const asked = [file, announce, own.switch, dryRun, governor.length > 0].filter(Boolean);
  if (asked.length > 1)
    throw new Usage('one at a time: --verify, --announce, --switch, --governor, --dry-run');
}

/** Everything that a ceremony leaves behind has to have its place before it begins. */
function requireReady({ provinceName, dryRun, present, transcript }: CeremonyCommand): void {
  if (!provinceName) throw new Usage('give --province-name');
  if (dryRun) return;
  if (present.length < leastPresent)
    throw new Usage(`say who is there: --present role:initials, at least ${leastPresent}`);
  if (!transcript) throw new Usage('where to? give --transcript FILE');
  if (existsSync(transcript)) throw new Usage(`${transcript} is there already`);
  writeFileSync(transcript, '', { flag: 'wx' });
}

async function hold(ports: Ports, options: CeremonyCommand): Promise<HeldCeremony> {
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
  ports: Ports,
  options: CeremonyCommand,
  settings: CeremonyOptions,
): Promise<HeldCeremony> {
  const { holdCeremony } = await import('../functions/governing/hold-ceremony/hold-ceremony.ts');
  const { announceSigner, switchSigner } = await import(
    '../functions/governing/hold-ceremony/roll-over-signer.ts'
  );
  const { enterGovernors } = await import(
    '../functions/governing/hold-ceremony/enter-governors.ts'
  );
  const { announce, switch: signer, newKey = false, governor } = options;
  if (governor.length > 0) return enterGovernors(ports, settings, governor.map(readPublicFile));
  if (announce) return announceSigner(ports, settings, { signer: announce, newKey });
  if (!signer) return holdCeremony(ports, { ...settings, dryRun: Boolean(options.dryRun) });
  const wait = options.atOnce ? { announcedSeconds: 0 } : {};
  return switchSigner(ports, settings, { signer, ...wait });
}

function write({ transcript, dryRun }: CeremonyCommand, content: object): void {
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

async function verify(ports: CeremonyPorts, options: CeremonyCommand, file: string): Promise<void> {
  const { verifyTranscript } = await import(
    '../functions/governing/hold-ceremony/verify-transcript.ts'
  );
  const { readTranscript } = await import('../functions/governing/hold-ceremony/transcript.ts');
  const findings = await verifyTranscript(ports, readTranscript(readJsonFile(file)));
  const differs = findings.some(({ outcome }) => outcome === 'differs');
  const lines = findings.map(({ what, outcome }) => `${outcome.padEnd(9)} ${what}`);
  print(Boolean(options.json), { findings }, lines);
  process.exitCode = differs ? exitCodes.invalid : exitCodes.done;
}
