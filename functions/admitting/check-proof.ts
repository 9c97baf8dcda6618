import { createHash } from 'node:crypto';
import type { Moment } from '../../shared/domain/ids.ts';
import { type DpopProof, readDpopProof } from '../../shared/formats/dpop-proof.ts';
import { toSpki, toThumbprintText } from '../../shared/formats/public-jwk.ts';
import type { ProofUse } from '../../shared/ports/admissions.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Primitives } from '../../shared/verify/primitives.ts';
import type { ProofNonces } from './proof-nonces.ts';
import { isSameAddress } from './same-address.ts';

export interface CheckProofPorts {
  readonly primitives: Pick<Primitives, 'verifySignature'>;
  readonly nonces: ProofNonces;
  readonly clock: Clock;
  readonly provinceUrl: string;
}

/** A request with the proof that came along. */
export interface ProofRequest {
  /** The `DPoP` header. */
  readonly proof: string | undefined;
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** The token that the proof has to go with; absent where none has been given yet. */
  readonly accessToken?: string;
}

/** Which key the sender holds, and what must be spent before the request is let in. */
export interface ProvenKey {
  /** @see RFC 7638 */
  readonly thumbprint: string;
  readonly use: ProofUse;
}

/** @throws Problem `unauthenticated` with reason `proof-…` or `use-dpop-nonce`, `service-unavailable` */
export type CheckProof = (request: ProofRequest) => Promise<ProvenKey>;

const lifeSeconds = 60;
const futureSkewSeconds = 10;

const refuse = (reason: string) => new Problem('unauthenticated', { reason });
const toDigest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** A proof that is not well formed proves nothing. */
function readProof(text: string | undefined): DpopProof {
  if (text === undefined) throw refuse('proof-missing');
  try {
    return readDpopProof(text);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'malformed') throw error;
    const { reason = '' } = error.details;
    throw refuse(reason.startsWith('proof-') ? reason : `proof-${reason}`);
  }
}

/** Fresh for a minute; a clock that runs a little ahead is forgiven. */
function readExpiry({ issuedAtSeconds }: DpopProof, now: Moment): Moment {
  const expiresAt = (issuedAtSeconds + lifeSeconds) * 1000;
  const isFuture = issuedAtSeconds * 1000 > now + futureSkewSeconds * 1000;
  if (isFuture || expiresAt <= now) throw refuse('proof-iat');
  return expiresAt as Moment;
}

function checkPurpose(proof: DpopProof, request: ProofRequest, provinceUrl: string): void {
  if (proof.htm !== request.method) throw refuse('proof-htm');
  if (!isSameAddress(proof.htu, provinceUrl, request.path)) throw refuse('proof-htu');
  const { accessToken } = request;
  if (accessToken !== undefined && proof.ath !== toDigest(accessToken)) throw refuse('proof-ath');
}

/**
 * Checks a DPoP proof: made for this request and this token, just now, by whoever holds the key in its
 * header. That it is used once only is checked by spending what is given back.
 * @see RFC 9449 section 4.3
 */
export function makeCheckProof(ports: CheckProofPorts): CheckProof {
  const { primitives, nonces, clock, provinceUrl } = ports;
  return async (request) => {
    const proof = readProof(request.proof);
    checkPurpose(proof, request, provinceUrl);
    const expiresAt = readExpiry(proof, clock.now());
    const signed = {
      suite: 'ES256',
      publicKey: toSpki(proof.jwk),
      signature: proof.signature,
      data: proof.signingInput,
    } as const;
    if (!(await primitives.verifySignature(signed))) throw refuse('proof-signature');
    const isFresh = proof.nonce !== undefined && (await nonces.isFresh(proof.nonce));
    if (!isFresh) throw refuse('use-dpop-nonce');
    const thumbprint = toDigest(toThumbprintText(proof.jwk));
    return { thumbprint, use: { thumbprint, jtiDigest: toDigest(proof.jti), expiresAt } };
  };
}
