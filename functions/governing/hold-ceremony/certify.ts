import { createHash } from 'node:crypto';
import { toBase64 } from '../../../shared/formats/base64url.ts';
import { type Certificate, organisationOf } from '../../../shared/formats/certificate.ts';
import { makeCertificate } from '../../../shared/formats/certificate-making.ts';
import { type ProfileName, validityOf } from '../../../shared/formats/certificate-profiles.ts';
import { toDerSignature, toHex } from '../../../shared/formats/der.ts';
import type { CeremonyKey } from '../../../shared/ports/ceremony-keys.ts';
import type { PlannedCertificate } from './ceremony-plan.ts';
import type { CeremonyOptions, CeremonyPorts } from './ceremony-ports.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** SHA-256, hex: how keys and certificates are named in transcripts, and read aloud. */
export const fingerprintOf = (bytes: Uint8Array) => sha256(bytes).toString('hex');

/** What a certificate is made from beside the plan. */
export interface CertificateSources {
  readonly root: CeremonyKey;
  readonly subject: CeremonyKey;
  /** The root's certificate; itself where it is left out. */
  readonly issuer?: Certificate;
}

/** From now for the profile's years, but never longer than the issuer. */
function lifeOf(profile: ProfileName, seconds: number, issuer: Certificate | undefined) {
  const life = validityOf(profile, seconds);
  if (!issuer) return life;
  return {
    notBefore: Math.max(life.notBefore, issuer.notBefore),
    notAfter: Math.min(life.notAfter, issuer.notAfter),
  };
}

/** Makes one certificate, signed with the root's key; DER. */
export function certify(
  { keys, clock }: CeremonyPorts,
  plan: PlannedCertificate,
  {
    root,
    subject,
    issuer,
    ...options
  }: CertificateSources & Pick<CeremonyOptions, 'provinceName' | 'sample'>,
): Promise<Uint8Array> {
  const { provinceName, sample } = options;
  const { profile, title } = plan;
  return makeCertificate({
    profile,
    subject: {
      province: provinceName,
      commonName: `${provinceName}${title}${sample ? '（示例）' : ''}`,
    },
    issuer: issuer ?? 'itself',
    publicKeySpki: subject.publicKey,
    ...lifeOf(profile, Math.floor(clock.now() / 1000), issuer),
    sign: async (tbs) => toDerSignature(await keys.sign(root.keyId, sha256(tbs))),
  });
}

/** What a transcript says of a certificate. */
export function describeCertificate(certificate: Certificate): Readonly<Record<string, string>> {
  const atSecond = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    fingerprint: fingerprintOf(certificate.raw),
    spki: fingerprintOf(certificate.publicKey.raw),
    serial: toHex(certificate.serial),
    subject: organisationOf(certificate).commonName ?? '',
    notBefore: atSecond(certificate.notBefore),
    notAfter: atSecond(certificate.notAfter),
    der: toBase64(certificate.raw),
  };
}
