import { createHash } from 'node:crypto';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { Seal, SealMaking } from '../../../shared/domain/seal.ts';
import { readBase64, toBase64 } from '../../../shared/formats/base64url.ts';
import { type Certificate, readCertificate } from '../../../shared/formats/certificate.ts';
import { validityOf } from '../../../shared/formats/certificate-profiles.ts';
import { toDerSignature } from '../../../shared/formats/der.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { KeyMaker, SigningKeys } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';

export interface MakeSealPorts {
  readonly directory: Pick<Directory, 'findDepartment' | 'findCertificates'>;
  readonly keyMaker: Pick<KeyMaker, 'makeSigningKey'>;
  readonly signingKeys: SigningKeys;
  readonly clock: Clock;
  /** KMS key of the sealing CA. */
  readonly sealingCaKey: string;
  /** As in certificates' ST. */
  readonly provinceName: string;
}

export type MakeSeal = (seal: Seal) => Promise<SealMaking>;

/** The CA's key out of reach or off is our outage, not a matter of this seal. */
async function signAsCa(ports: MakeSealPorts, tbs: Uint8Array): Promise<Uint8Array> {
  const digest = new Uint8Array(createHash('sha256').update(tbs).digest());
  const sign = ports.signingKeys.sign(ports.sealingCaKey, digest).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  });
  return toDerSignature(await sign);
}

async function findIssuer(ports: MakeSealPorts): Promise<Certificate> {
  const certificates = await ports.directory.findCertificates();
  if (certificates === undefined) throw new Error('the directory has no sealing CA certificate');
  return readCertificate(readBase64(certificates.sealingCa));
}

/** The profile's years from now, or until the CA ends. Seconds, both inclusive. */
function toValidity(issuer: Certificate, now: Moment) {
  const { notBefore, notAfter } = validityOf('seal', Math.floor(now / 1000));
  return { notBefore, notAfter: Math.min(notAfter, issuer.notAfter) };
}

/**
 * Makes what a seal works with: its key in KMS, named by the seal so that a repetition finds it, and
 * its certificate from the sealing CA. Nothing of it counts before it is recorded.
 */
export function makeMakeSeal(ports: MakeSealPorts): MakeSeal {
  return async (seal) => {
    const department = await ports.directory.findDepartment(seal.department);
    if (department === undefined) throw new Error(`no department of ${seal.id}`);
    const issuer = await findIssuer(ports);
    const { keyId, publicKey } = await ports.keyMaker.makeSigningKey(seal.id);
    const validity = toValidity(issuer, ports.clock.now());
    // Loaded when a seal is made: it is half of this function's start otherwise, and most calls only enable or suspend.
    const { makeCertificate } = await import('../../../shared/formats/certificate-making.ts');
    const certificate = await makeCertificate({
      profile: 'seal',
      subject: {
        province: ports.provinceName,
        organisation: department.name,
        departmentCode: department.code,
        commonName: seal.name,
      },
      issuer,
      publicKeySpki: publicKey,
      ...validity,
      sign: (tbs) => signAsCa(ports, tbs),
    });
    return {
      keyId,
      certificate: toBase64(certificate),
      validFrom: (validity.notBefore * 1000) as Moment,
      validUntil: ((validity.notAfter + 1) * 1000) as Moment,
    };
  };
}
