import type {
  ProvinceCertificates,
  SignerCertificates,
} from '../../../shared/domain/province-certificates.ts';
import { namedSigners } from '../../../shared/domain/province-certificates.ts';
import { readBase64, toBase64 } from '../../../shared/formats/base64url.ts';
import { type Certificate, readCertificate } from '../../../shared/formats/certificate.ts';
import { isSameOctets } from '../../../shared/formats/octets.ts';
import type { CeremonyKey, CeremonyKeys } from '../../../shared/ports/ceremony-keys.ts';
import { type SignerName, signerPlans } from './ceremony-plan.ts';
import { type CeremonyOptions, type CeremonyPorts, ceremonyFault } from './ceremony-ports.ts';
import { certify, describeCertificate, fingerprintOf } from './certify.ts';
import { checkCertificate, enterCertificates, finish, type HeldCeremony } from './hold-ceremony.ts';
import { provideSigningKey } from './provide-keys.ts';
import { makeRecorder, type Recorder } from './transcript.ts';

/** Which signer gets a new certificate, and how. */
export interface RollOver {
  readonly signer: SignerName;
  /** The certificate is for a new key; for the one in use otherwise. */
  readonly newKey?: boolean;
  /** Seconds for which the trust list must have named the new certificate before it is switched to. */
  readonly announcedSeconds?: number;
}

type Field = keyof SignerCertificates;
type Options = Omit<CeremonyOptions, 'dryRun'>;

/** Verifiers may hold a trust list until the next one is due. */
const announcedSeconds = 2 * 60 * 60;
/** More keys than any signer ever has. */
const mostKeys = 100;

const isFor = (certificate: Certificate, key: CeremonyKey) =>
  isSameOctets(certificate.publicKey.raw, key.publicKey);

const readSigner = (base64: string) => readCertificate(readBase64(base64));

/** The signer's keys by their names: the one in use first, then `<signer>-2`, `-3`… */
async function* listKeys(keys: CeremonyKeys, signer: SignerName) {
  for (let number = 1; number <= mostKeys; number += 1) {
    const name = number === 1 ? signer : `${signer}-${number}`;
    const key = await keys.findSigningKey(name);
    yield { name, key };
    if (!key) return;
  }
}

/** Name of a key that no certificate is for yet; of one that is to be made, if there is none. */
async function nameNewKey(
  keys: CeremonyKeys,
  signer: SignerName,
  certified: readonly Certificate[],
): Promise<string> {
  for await (const { name, key } of listKeys(keys, signer)) {
    if (!key || !certified.some((one) => isFor(one, key))) return name;
  }
  throw ceremonyFault('too-many-keys', signer);
}

async function requireCertificates({ directory }: CeremonyPorts): Promise<ProvinceCertificates> {
  const found = await directory.findCertificates();
  if (!found) throw ceremonyFault('no-ceremony-yet', 'certificates');
  return found;
}

async function provideSignerKey(
  { keys }: CeremonyPorts,
  { signer, newKey = false, named }: RollOver & { readonly named: readonly string[] },
  recorder: Recorder,
): Promise<CeremonyKey> {
  const name = newKey ? await nameNewKey(keys, signer, named.map(readSigner)) : signer;
  const wanted = { name, purpose: signer, dryRun: false };
  const key = await provideSigningKey(keys, wanted, recorder);
  if (!key) throw ceremonyFault('key-missing', name);
  return key;
}

async function makeSignerCertificate(
  ports: CeremonyPorts,
  {
    root,
    rollOver,
    named,
    ...options
  }: Options & {
    readonly root: Certificate;
    readonly rollOver: RollOver;
    readonly named: readonly string[];
  },
  recorder: Recorder,
): Promise<Certificate> {
  const plan = signerPlans[rollOver.signer];
  const rootKey = await ports.keys.findSigningKey('root');
  if (!rootKey || !isFor(root, rootKey)) throw ceremonyFault('certificate-of-another-key', 'root');
  const subject = await provideSignerKey(ports, { ...rollOver, named }, recorder);
  const sources = { root: rootKey, subject, issuer: root };
  const certificate = readCertificate(await certify(ports, plan, { ...options, ...sources }));
  const details = describeCertificate(certificate);
  recorder.note({ does: 'certificate', what: plan.profile, outcome: 'made', details });
  await checkCertificate(ports, { certificate, root, plan }, recorder);
  return certificate;
}

const toRecorder = (
  act: string,
  { provinceName, present, onStep }: Options,
  ports: CeremonyPorts,
) => makeRecorder({ act, province: provinceName, present, dryRun: false }, ports.clock, onStep);

/**
 * Makes a signer's next certificate and has the trust list name it beside the one in use; nothing is
 * signed under it before the switch. One that is announced already stays.
 * @throws Problem `state-conflict` with why it cannot go on
 */
export async function announceSigner(
  ports: CeremonyPorts,
  options: Options,
  rollOver: RollOver,
): Promise<HeldCeremony> {
  const { field, profile } = signerPlans[rollOver.signer];
  const recorder = toRecorder('announce-signer', options, ports);
  const before = await requireCertificates(ports);
  const announced = before.announced?.[field];
  if (announced !== undefined) {
    const details = describeCertificate(readSigner(announced));
    recorder.note({ does: 'certificate', what: profile, outcome: 'found', details });
    return { certificates: before, transcript: await finish(ports, recorder, false) };
  }
  const sources = { root: readSigner(before.root), rollOver, named: namedSigners(before, field) };
  const made = await makeSignerCertificate(ports, { ...options, ...sources }, recorder);
  const next = { ...before.announced, [field]: toBase64(made.raw) };
  const after = { ...before, announced: next };
  await enterCertificates(ports, { act: 'announce-signer', before, after }, recorder);
  return { certificates: after, transcript: await finish(ports, recorder, false) };
}

/** The announced certificate comes into use; the former one stays named as long as it is valid. */
function switched(before: ProvinceCertificates, field: Field, seconds: number) {
  const { announced, former, ...rest } = before;
  const { [field]: next, ...others } = announced ?? {};
  const named = [before[field], ...(former?.[field] ?? [])];
  const stillValid = named.filter((one) => readSigner(one).notAfter >= seconds);
  return {
    ...rest,
    [field]: next ?? before[field],
    ...(Object.keys(others).length > 0 ? { announced: others } : {}),
    former: { ...former, [field]: stillValid },
  };
}

/** Lets the signer's name name the key that the certificate is for. */
async function renameKey(
  { keys }: CeremonyPorts,
  { signer, certificate }: { readonly signer: SignerName; readonly certificate: Certificate },
  recorder: Recorder,
): Promise<void> {
  for await (const { name, key } of listKeys(keys, signer)) {
    if (!key || !isFor(certificate, key)) continue;
    if (name !== signer) await keys.rename(signer, key.keyId);
    const details = { keyId: key.keyId, spki: fingerprintOf(key.publicKey) };
    recorder.note({ does: 'rename', what: signer, outcome: 'renamed', details });
    return;
  }
  throw ceremonyFault('key-missing', signer);
}

/**
 * Switches a signer to its announced certificate; where that is for a new key, to that key. Once it is
 * done, another switch finds nothing announced and is refused.
 * @throws Problem `state-conflict` with why it cannot go on
 */
export async function switchSigner(
  ports: CeremonyPorts,
  options: Options,
  rollOver: RollOver,
): Promise<HeldCeremony> {
  const { signer } = rollOver;
  const plan = signerPlans[signer];
  const recorder = toRecorder('switch-signer', options, ports);
  const before = await requireCertificates(ports);
  const announced = before.announced?.[plan.field];
  if (announced === undefined) throw ceremonyFault('nothing-announced', signer);
  const certificate = readSigner(announced);
  const seconds = Math.floor(ports.clock.now() / 1000);
  if (seconds < certificate.notBefore + (rollOver.announcedSeconds ?? announcedSeconds)) {
    throw ceremonyFault('announced-too-recently', signer);
  }
  await checkCertificate(ports, { certificate, root: readSigner(before.root), plan }, recorder);
  await renameKey(ports, { signer, certificate }, recorder);
  const after = switched(before, plan.field, seconds);
  await enterCertificates(ports, { act: 'switch-signer', before, after }, recorder);
  return { certificates: after, transcript: await finish(ports, recorder, false) };
}
