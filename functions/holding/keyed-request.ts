import { hash } from 'node:crypto';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import { toCanonicalJson } from '../../shared/formats/canonical-json.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';
import type { KeyedCall } from '../../shared/requests/keyed-request.ts';

export {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../../shared/requests/keyed-request.ts';

/** A holder's request that writes. */
export interface HolderCall extends KeyedCall {
  readonly holder: HolderCaller;
}

/**
 * What a request that names somebody must be repeated with: a plain hash of it could be found out by
 * trying. The MAC is of a hash all the same: KMS takes 4,096 bytes, and such a request may be longer.
 */
export function toMaskedDigest(
  digests: KeyedDigests,
  label: 'delegation-request' | 'duty-check-request' | 'field-check-request',
  { route, body }: KeyedCall,
): Promise<string> {
  return digests.digest(label, hash('sha256', `${route}\n${toCanonicalJson(body)}`, 'base64url'));
}
