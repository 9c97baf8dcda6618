import { isDeepStrictEqual } from 'node:util';
import type { Act } from '../../../shared/domain/proposal-change.ts';
import type { ProvinceCertificates } from '../../../shared/domain/province-certificates.ts';
import { readBase64, toBase64 } from '../../../shared/formats/base64url.ts';
import { type Certificate, readCertificate } from '../../../shared/formats/certificate.ts';
import { isSameOctets } from '../../../shared/formats/octets.ts';
import { type PlannedCertificate, plannedCertificates } from './ceremony-plan.ts';
import { type CeremonyOptions, type CeremonyPorts, ceremonyFault } from './ceremony-ports.ts';
import { certify, describeCertificate } from './certify.ts';
import { findCertificateFault } from './check-certificates.ts';
import { type ProvidedKeys, provideKeys, requireKey } from './provide-keys.ts';
import { makeRecorder, type Recorder, type Transcript } from './transcript.ts';

/** What a ceremony leaves: certificates in the directory (none after a dry run that found none), and its transcript. */
export interface HeldCeremony {
  readonly certificates?: ProvinceCertificates;
  readonly transcript: Transcript;
}

type Certificates = Record<PlannedCertificate['field'], Certificate>;

/** A certificate is for the key of its name, or somebody changed one of them. */
function requireOwnKey(
  certificate: Certificate,
  { profile }: PlannedCertificate,
  keys: ProvidedKeys,
) {
  if (isSameOctets(certificate.publicKey.raw, requireKey(keys, profile).publicKey)) return;
  throw ceremonyFault('certificate-of-another-key', profile);
}

function noteCertificate(
  recorder: Recorder,
  { profile }: PlannedCertificate,
  made: { outcome: 'found' | 'made'; certificate: Certificate },
): void {
  const details = describeCertificate(made.certificate);
  recorder.note({ does: 'certificate', what: profile, outcome: made.outcome, details });
}

function readFound(
  found: Partial<ProvinceCertificates>,
  keys: ProvidedKeys,
  recorder: Recorder,
): Partial<Certificates> {
  const read = plannedCertificates.flatMap((plan) => {
    const der = found[plan.field];
    if (der === undefined) return [];
    const certificate = readCertificate(readBase64(der));
    requireOwnKey(certificate, plan, keys);
    noteCertificate(recorder, plan, { outcome: 'found', certificate });
    return [[plan.field, certificate]];
  });
  return Object.fromEntries(read) as Partial<Certificates>;
}

/** All that were not found: every one the first time, later those that an earlier ceremony did not know yet. */
async function makeMissing(
  ports: CeremonyPorts,
  options: CeremonyOptions & { readonly keys: ProvidedKeys; readonly read: Partial<Certificates> },
  recorder: Recorder,
): Promise<Certificates> {
  const { keys, read } = options;
  const made: Partial<Certificates> = { ...read };
  for (const plan of plannedCertificates) {
    if (made[plan.field] !== undefined) continue;
    const sources = { root: requireKey(keys, 'root'), subject: requireKey(keys, plan.profile) };
    const issuer = made.root === undefined ? {} : { issuer: made.root };
    const der = await certify(ports, plan, { ...options, ...sources, ...issuer });
    const certificate = readCertificate(der);
    made[plan.field] = certificate;
    noteCertificate(recorder, plan, { outcome: 'made', certificate });
  }
  return made as Certificates;
}

/**
 * Takes every certificate before our own verifier.
 * @throws Problem `state-conflict` with the verifier's reason
 */
export async function checkCertificate(
  { primitives, clock }: CeremonyPorts,
  question: { certificate: Certificate; root: Certificate; plan: PlannedCertificate },
  recorder: Recorder,
): Promise<void> {
  const { plan, ...rest } = question;
  const { profile } = plan;
  const atSeconds = Math.floor(clock.now() / 1000);
  const fault = await findCertificateFault({ ...rest, profile, atSeconds }, primitives);
  if (fault !== undefined) throw ceremonyFault(fault, profile);
  recorder.note({ does: 'check', what: profile, outcome: 'holds' });
}

/**
 * Writes certificates into the directory, if what was found there still stands.
 * @throws Problem `state-conflict` when another ceremony was faster
 */
export async function enterCertificates(
  { bootstrap, directory, clock }: CeremonyPorts,
  { act, before, after }: { act: Act; before?: ProvinceCertificates; after: ProvinceCertificates },
  recorder: Recorder,
): Promise<void> {
  const sides = before === undefined ? { after } : { before, after };
  const entered = await bootstrap.enter({ kind: 'certificates', act, ...sides }, clock.now());
  const stands =
    entered === 'entered' || isDeepStrictEqual(await directory.findCertificates(), after);
  if (!stands) throw ceremonyFault('another-ceremony', 'certificates');
  recorder.note({ does: 'enter', what: 'certificates', outcome: 'entered' });
}

async function provideCertificates(
  ports: CeremonyPorts,
  options: CeremonyOptions & { readonly keys: ProvidedKeys },
  recorder: Recorder,
): Promise<ProvinceCertificates> {
  const found = await ports.directory.findCertificates();
  const read = found === undefined ? {} : readFound(found, options.keys, recorder);
  const certificates = await makeMissing(ports, { ...options, read }, recorder);
  const { root } = certificates;
  for (const plan of plannedCertificates) {
    await checkCertificate(ports, { certificate: certificates[plan.field], root, plan }, recorder);
  }
  const encoded = Object.entries(certificates).map(([field, { raw }]) => [field, toBase64(raw)]);
  const after = { ...found, ...Object.fromEntries(encoded) } as ProvinceCertificates;
  if (found && Object.keys(read).length === encoded.length) return found;
  const sides = found === undefined ? { after } : { before: found, after };
  await enterCertificates(ports, { act: 'hold-ceremony', ...sides }, recorder);
  return after;
}

/** What a dry run without certificates would go on to do. */
function noteToMake(recorder: Recorder): void {
  for (const { profile } of plannedCertificates) {
    recorder.note({ does: 'certificate', what: profile, outcome: 'to-make' });
  }
  recorder.note({ does: 'enter', what: 'certificates', outcome: 'to-enter' });
}

/**
 * The province's key ceremony: keys by name, certificates by profile, all of them taken before our own
 * verifier, then written into the directory together. Each step finds what an earlier run has done, so
 * one that was broken off is completed, and a repeated one changes nothing. The transcript's digest is
 * noted in the directory.
 * @throws Problem `state-conflict` with why it cannot go on
 */
export async function holdCeremony(
  ports: CeremonyPorts,
  options: CeremonyOptions,
): Promise<HeldCeremony> {
  const { provinceName, present, dryRun = false, onStep } = options;
  const head = { act: 'hold-ceremony', province: provinceName, present, dryRun };
  const recorder = makeRecorder(head, ports.clock, onStep);
  const keys = await provideKeys(ports.keys, dryRun, recorder);
  if (dryRun && !(await ports.directory.findCertificates())) {
    noteToMake(recorder);
    return { transcript: recorder.finish() };
  }
  const certificates = await provideCertificates(ports, { ...options, keys }, recorder);
  return { certificates, transcript: await finish(ports, recorder, dryRun) };
}

/** Ends a transcript and notes its digest where `verify` will look for it. */
export async function finish(
  { bootstrap, clock }: CeremonyPorts,
  recorder: Recorder,
  dryRun: boolean,
): Promise<Transcript> {
  const transcript = recorder.finish();
  if (!dryRun) await bootstrap.noteTranscript(transcript.digest, clock.now());
  return transcript;
}
