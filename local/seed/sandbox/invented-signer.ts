import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readCertificate } from '../../../shared/formats/certificate.ts';
import { makeCertificate } from '../../../shared/formats/certificate-making.ts';
import { type ProfileName, validityOf } from '../../../shared/formats/certificate-profiles.ts';
import type { DepartmentSheet } from '../../../shared/formats/department-sheet.ts';
import { toCompact, toSigningInput } from '../../../shared/formats/jws.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';

/** Somebody invented who signs: a key in memory that nobody keeps, its certificate, and what goes into `x5c`. */
export interface InventedSigner {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  readonly x5c: readonly Uint8Array[];
}

/** Who is invented. */
export interface SignerDraft {
  readonly profile: ProfileName;
  readonly province: string;
  readonly commonName: string;
  /** A root without. */
  readonly issuer?: InventedSigner;
  readonly department?: DepartmentSheet['department'];
  /** Seconds since 1970. */
  readonly notBefore: number;
}

/** Makes a signer of a profile under an issuer; without one, a root. */
export async function makeInventedSigner(draft: SignerDraft): Promise<InventedSigner> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { profile, province, commonName, issuer, department } = draft;
  const certificate = await makeCertificate({
    profile,
    subject: {
      province,
      commonName,
      ...(department ? { organisation: department.name, departmentCode: department.code } : {}),
    },
    issuer: issuer ? readCertificate(issuer.certificate) : 'itself',
    publicKeySpki: publicKey.export({ format: 'der', type: 'spki' }),
    ...validityOf(profile, draft.notBefore),
    sign: async (tbs) => sign('sha256', tbs, issuer?.privateKey ?? privateKey),
  });
  const above = profile === 'seal' && issuer ? [issuer.certificate] : [];
  return { privateKey, certificate, x5c: [certificate, ...above] };
}

/** r‖s over what is to be signed. */
export function signRaw(signer: Pick<InventedSigner, 'privateKey'>, signingInput: string) {
  const key = { key: signer.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return new Uint8Array(sign('sha256', Buffer.from(signingInput), key));
}

/** A compact JWS with the signer's certificates. */
export function signJws(signer: InventedSigner, typ: string, payload: JsonObject): string {
  const signingInput = toSigningInput({ typ, x5c: signer.x5c }, payload);
  return toCompact(signingInput, signRaw(signer, signingInput));
}
