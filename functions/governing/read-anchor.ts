import { createHash, createPublicKey, verify } from 'node:crypto';
import { invalid, readString } from '../../shared/domain/reading.ts';
import type { ProvinceAnchor } from '../../shared/domain/recognised-province.ts';
import { readBase64, toBase64 } from '../../shared/formats/base64url.ts';
import {
  type Certificate,
  isSelfIssued,
  organisationOf,
  readCertificate,
} from '../../shared/formats/certificate.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** Whose root it has to be, and when. */
export interface AnchorQuestion {
  /** ST of the certificate. */
  readonly provinceName: string;
  readonly nowSeconds: number;
}

/**
 * A root of another province: a certificate authority that signed itself, in the name of that province
 * and of no other, and is valid.
 * @param given DER in base64, or PEM
 * @throws Problem `request-invalid` at the pointer: `required`, `type`, `certificate`, `authority`, `province`, `date`
 */
export function readAnchor(
  given: unknown,
  pointer: string,
  question: AnchorQuestion,
): ProvinceAnchor {
  const certificate = readRoot(readString(given, pointer), pointer);
  const { raw, notBefore, notAfter } = certificate;
  if (!isSelfSigned(certificate)) throw invalid(pointer, 'authority');
  if (organisationOf(certificate).province !== question.provinceName) {
    throw invalid(pointer, 'province');
  }
  const { nowSeconds } = question;
  if (nowSeconds < notBefore || nowSeconds > notAfter) throw invalid(pointer, 'date');
  const fingerprint = createHash('sha256').update(raw).digest('hex');
  return { certificate: toBase64(raw), fingerprint };
}

function readRoot(text: string, pointer: string): Certificate {
  const [, pem] =
    /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(text) ?? [];
  try {
    return readCertificate(readBase64((pem ?? text).replaceAll(/\s/g, '')));
  } catch (error) {
    if (error instanceof Problem) throw invalid(pointer, 'certificate');
    throw error;
  }
}

function isSelfSigned(root: Certificate): boolean {
  const { extensions, publicKey, tbs, signature } = root;
  if (extensions.basicConstraints?.ca !== true || !isSelfIssued(root)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey.raw), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' && verify('sha256', tbs, key, signature);
  } catch {
    return false;
  }
}
