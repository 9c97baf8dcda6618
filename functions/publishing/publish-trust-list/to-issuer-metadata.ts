import { createHash, X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';

/** What the issuer's metadata is made from; certificates as DER in base64. */
export interface IssuerMetadataSources {
  readonly provinceUrl: string;
  readonly sealingCa: string;
  readonly enabledCertificates: readonly string[];
}

/**
 * The issuer metadata for wallets and verifiers that know SD-JWT VC but not our trust lists: the keys
 * of the seals that are enabled now, each with its certificate chain. It says nothing about when a
 * seal was good; who needs that follows the trust list.
 * @see draft-ietf-oauth-sd-jwt-vc, JWT VC Issuer Metadata
 */
export function toIssuerMetadata(sources: IssuerMetadataSources): JsonObject {
  const { provinceUrl, sealingCa, enabledCertificates } = sources;
  const keys = enabledCertificates.toSorted().map((certificate) => toJwk(certificate, sealingCa));
  return { issuer: provinceUrl, jwks: { keys } };
}

function toJwk(certificate: string, sealingCa: string): JsonObject {
  const der = Buffer.from(certificate, 'base64');
  const { x, y } = new X509Certificate(der).publicKey.export({ format: 'jwk' });
  return {
    kty: 'EC',
    crv: 'P-256',
    x: x ?? '',
    y: y ?? '',
    alg: 'ES256',
    use: 'sig',
    kid: createHash('sha256').update(der).digest('base64url'),
    x5c: [certificate, sealingCa],
  };
}
