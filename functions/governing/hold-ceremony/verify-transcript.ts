import {
  namedSigners,
  type ProvinceCertificates,
} from '../../../shared/domain/province-certificates.ts';
import { readBase64 } from '../../../shared/formats/base64url.ts';
import type { CeremonyKeys } from '../../../shared/ports/ceremony-keys.ts';
import { plannedCertificates } from './ceremony-plan.ts';
import type { CeremonyPorts } from './ceremony-ports.ts';
import { fingerprintOf } from './certify.ts';
import { type CeremonyStep, digestOf, type Transcript } from './transcript.ts';

/** What one thing of a transcript is in the deployment. */
export interface Finding {
  readonly what: string;
  /** `replaced`: it was in use, and the trust list still names it; `differs` is never right. */
  readonly outcome: 'holds' | 'replaced' | 'differs';
}

/** The key is there, and it is the one that was written down. */
async function checkKey(keys: CeremonyKeys, { what, details }: CeremonyStep): Promise<Finding> {
  const publicKey = await keys.findPublicKey(details['keyId'] ?? '');
  const same = publicKey !== undefined && fingerprintOf(publicKey) === details['spki'];
  return { what: `key ${what}`, outcome: same ? 'holds' : 'differs' };
}

async function checkMacKey(keys: CeremonyKeys, { what, details }: CeremonyStep): Promise<Finding> {
  const same = (await keys.findMacKey(what)) === details['keyId'];
  return { what: `mac-key ${what}`, outcome: same ? 'holds' : 'differs' };
}

const fingerprint = (base64: string) => fingerprintOf(readBase64(base64));

function checkCertificateStep(
  { what, details }: CeremonyStep,
  certificates: ProvinceCertificates | undefined,
): Finding {
  const named = `certificate ${what}`;
  const plan = plannedCertificates.find(({ profile }) => profile === what);
  if (!certificates || !plan) return { what: named, outcome: 'differs' };
  const written = details['fingerprint'];
  if (fingerprint(certificates[plan.field]) === written) return { what: named, outcome: 'holds' };
  const isSigner = plan.field !== 'root' && plan.field !== 'sealingCa';
  const others = isSigner ? namedSigners(certificates, plan.field) : [];
  const known = others.some((one) => fingerprint(one) === written);
  return { what: named, outcome: known ? 'replaced' : 'differs' };
}

async function checkSteps(
  { keys, directory }: CeremonyPorts,
  { steps }: Transcript,
): Promise<readonly Finding[]> {
  const certificates = await directory.findCertificates();
  const findings: Finding[] = [];
  for (const step of steps) {
    if (step.does === 'key' || step.does === 'rename') findings.push(await checkKey(keys, step));
    if (step.does === 'mac-key') findings.push(await checkMacKey(keys, step));
    if (step.does === 'certificate') findings.push(checkCertificateStep(step, certificates));
  }
  return findings;
}

/**
 * Compares a transcript with the deployment it tells of: its digest is over what it says and was noted
 * when the ceremony ended; the keys and certificates that it names are there. Changes nothing.
 */
export async function verifyTranscript(
  ports: CeremonyPorts,
  transcript: Transcript,
): Promise<readonly Finding[]> {
  const noted = await ports.bootstrap.listTranscripts();
  const { digest } = transcript;
  return [
    { what: 'digest', outcome: digestOf(transcript) === digest ? 'holds' : 'differs' },
    { what: 'digest as noted', outcome: noted.includes(digest) ? 'holds' : 'differs' },
    ...(await checkSteps(ports, transcript)),
  ];
}
