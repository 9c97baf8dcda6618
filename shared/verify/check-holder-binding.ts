import { readBase64url } from '../formats/base64url.ts';
import type { KeyBindingPart } from '../formats/credential.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import { type KeyBinding, readKeyBinding } from '../formats/credential-key-binding.ts';
import { isJsonObject, type JsonObject } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import type { VerificationPolicy } from './applicability.ts';
import { failed, passed } from './evidence.ts';
import type { Primitives } from './primitives.ts';
import type { Reason } from './reasons.ts';
import { clockSkewSeconds } from './signed-files.ts';
import type { Check } from './verdict.ts';

/** What a key binding is checked against. */
export interface HolderBindingQuestion {
  readonly keyBinding: KeyBindingPart | undefined;
  readonly claims: CredentialClaims;
  readonly policy: VerificationPolicy;
  readonly nowSeconds: number;
  readonly primitives: Primitives;
}

const freshSeconds = 300;
/** SubjectPublicKeyInfo of an uncompressed P-256 point, up to its two coordinates. @see RFC 5480 section 2 */
const p256Prefix = Uint8Array.of(
  ...[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08],
  ...[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04],
);

/**
 * Did the holder's own key sign this presentation 持证主体绑定? Where the policy asks for it, it must be
 * there, fresh, and for the nonce and audience asked. Where it does not, one that came along must
 * still be right (the licence's `cnf` key, this presentation), and one for a licence without `cnf` is
 * refused: a proof that nobody can check must not look like one.
 */
export async function checkHolderBinding(question: HolderBindingQuestion): Promise<Check> {
  const { keyBinding, claims } = question;
  if (keyBinding === undefined) return failed('holder-binding', 'holder-binding-missing');
  if (claims.confirmation === undefined) {
    return failed('holder-binding', 'holder-binding-unexpected');
  }
  try {
    const reason = await findFault(readKeyBinding(keyBinding.text), keyBinding, question);
    return reason === undefined ? passed('holder-binding') : failed('holder-binding', reason);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed('holder-binding', 'holder-binding-malformed', error.details.reason);
  }
}

async function findFault(
  binding: KeyBinding,
  { sdHashInput }: KeyBindingPart,
  question: HolderBindingQuestion,
): Promise<Reason | undefined> {
  const { claims, primitives } = question;
  const { signature, signingText: data } = binding.jws;
  const publicKey = toPublicKey(claims.confirmation ?? {});
  const isSigned = await primitives.verifySignature({ suite: 'ES256', publicKey, signature, data });
  if (!isSigned) return 'holder-binding-invalid';
  if (binding.sdHash !== (await primitives.digest(sdHashInput))) {
    return 'holder-binding-of-another-presentation';
  }
  return findFaultOfPolicy(binding, question);
}

function findFaultOfPolicy(
  { issuedAtSeconds, nonce, audience }: KeyBinding,
  { policy, nowSeconds }: HolderBindingQuestion,
): Reason | undefined {
  if (issuedAtSeconds > nowSeconds + clockSkewSeconds) return 'holder-binding-out-of-time';
  if (policy.holderBinding === 'not-required') return undefined;
  if (issuedAtSeconds < nowSeconds - freshSeconds) return 'holder-binding-out-of-time';
  return nonce === policy.nonce && audience === policy.audience
    ? undefined
    : 'holder-binding-of-another-presentation';
}

/** @see RFC 7800 section 3.2, RFC 7518 section 6.2.1 */
function toPublicKey({ jwk }: JsonObject): Uint8Array {
  const { kty, crv, x, y } = isJsonObject(jwk) ? jwk : {};
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') {
    throw new Problem('malformed', { reason: 'cnf' });
  }
  const [first, second] = [readBase64url(x), readBase64url(y)];
  if (first.length !== 32 || second.length !== 32)
    throw new Problem('malformed', { reason: 'cnf' });
  return Uint8Array.of(...p256Prefix, ...first, ...second);
}
