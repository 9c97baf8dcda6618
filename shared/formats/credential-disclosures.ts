import { Problem } from '../problem/problem.ts';
import type { MaybePromise } from '../verify/primitives.ts';
import { toBase64url } from './base64url.ts';
import type { Disclosure } from './credential.ts';
import { plainClaimNames } from './credential-claims.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './strict-json.ts';

/** The one digest algorithm of ours, and what a credential without `_sd_alg` means. @see RFC 9901 §4.1.1 */
export const digestAlgorithm = 'sha-256';

/** A SHA-256 digest: its bytes, or their unpadded base64url. */
export type Digest = Uint8Array | string;

const maxDigests = 1024;
const maxDepth = 16;

const refuse = (reason: string) => new Problem('malformed', { reason });

/** Does the object carry digests? Their names may stand for nothing else. */
function hasDigests(object: JsonObject, depth: number): boolean {
  if (Object.hasOwn(object, '...')) throw refuse('digest-placeholder');
  const hasAlgorithm = Object.hasOwn(object, '_sd_alg');
  if (hasAlgorithm && (depth > 0 || object['_sd_alg'] !== digestAlgorithm)) {
    throw refuse('digest-algorithm');
  }
  return hasAlgorithm || Object.hasOwn(object, '_sd');
}

/** In a loop: twice as fast as a rest pattern. */
function withoutDigests(members: JsonObject): Record<string, JsonValue> {
  const claims: Record<string, JsonValue> = {};
  for (const name of Object.keys(members)) {
    if (name !== '_sd' && name !== '_sd_alg') claims[name] = members[name] as JsonValue;
  }
  return claims;
}

/** Puts disclosures in their places, one walk over the payload and over what it discloses. */
class DisclosureWalk {
  /** A disclosure until its digest is met; then, as for a decoy that was met, nothing. */
  readonly #byDigest: Map<string, Disclosure | undefined>;
  #unplaced: number;
  #met = 0;

  constructor(byDigest: Map<string, Disclosure | undefined>) {
    this.#byDigest = byDigest;
    this.#unplaced = byDigest.size;
  }

  processPayload(payload: JsonObject): JsonObject {
    const processed = this.#processObject(payload, 0);
    if (this.#unplaced > 0) throw refuse('disclosure-unreferenced');
    return processed;
  }

  /** The same value when nothing in it is hidden, so that plain parts are not copied. */
  #process(value: JsonValue, depth: number): JsonValue {
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= maxDepth) throw refuse('digest-depth');
    return isJsonObject(value)
      ? this.#processObject(value, depth)
      : this.#processArray(value, depth);
  }

  #processObject(object: JsonObject, depth: number): JsonObject {
    const members = this.#processMembers(object, depth);
    if (!hasDigests(object, depth)) return members;
    const digests = members['_sd'];
    const claims = withoutDigests(members);
    if (digests !== undefined) this.#disclose(digests, claims, depth);
    return claims;
  }

  #processMembers(object: JsonObject, depth: number): JsonObject {
    let copy: Record<string, JsonValue> | undefined;
    for (const name of Object.keys(object)) {
      const value = object[name] as JsonValue;
      if (typeof value !== 'object' || name === '_sd') continue;
      const inner = this.#process(value, depth + 1);
      if (inner === value) continue;
      copy ??= { ...object };
      copy[name] = inner;
    }
    return copy ?? object;
  }

  #disclose(digests: JsonValue, into: Record<string, JsonValue>, depth: number): void {
    if (!Array.isArray(digests)) throw refuse('digest-list');
    for (const digest of digests) {
      const disclosure = this.#find(digest);
      if (disclosure !== undefined) this.#insert(disclosure, into, depth);
    }
  }

  #insert(disclosure: Disclosure, into: Record<string, JsonValue>, depth: number): void {
    const { name, value } = disclosure;
    if (name === undefined) throw refuse('disclosure-shape');
    if (depth === 0 && plainClaimNames.has(name)) throw refuse('disclosure-plain-claim');
    if (Object.hasOwn(into, name)) throw refuse('disclosure-overwrites');
    into[name] = this.#process(value, depth + 1);
  }

  #processArray(array: readonly JsonValue[], depth: number): readonly JsonValue[] {
    if (array.every((element) => typeof element !== 'object')) return array;
    const processed: JsonValue[] = [];
    let isChanged = false;
    for (const element of array) {
      if (isJsonObject(element) && Object.hasOwn(element, '...')) {
        isChanged = true;
        this.#discloseElement(element, processed, depth);
      } else {
        const inner = this.#process(element, depth + 1);
        isChanged ||= inner !== element;
        processed.push(inner);
      }
    }
    return isChanged ? processed : array;
  }

  #discloseElement(placeholder: JsonObject, into: JsonValue[], depth: number): void {
    if (Object.keys(placeholder).length !== 1) throw refuse('digest-placeholder');
    const disclosure = this.#find(placeholder['...']);
    if (disclosure === undefined) return;
    if (disclosure.name !== undefined) throw refuse('disclosure-shape');
    into.push(this.#process(disclosure.value, depth + 1));
  }

  #find(digest: JsonValue | undefined): Disclosure | undefined {
    if (typeof digest !== 'string') throw refuse('digest-list');
    const disclosure = this.#byDigest.get(digest);
    if (disclosure !== undefined) this.#unplaced -= 1;
    else if (this.#byDigest.has(digest)) throw refuse('digest-repeated');
    if (this.#met === maxDigests) throw refuse('digest-count');
    this.#met += 1;
    this.#byDigest.set(digest, undefined);
    return disclosure;
  }
}

function place(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
  digests: readonly Digest[],
): JsonObject {
  const byDigest = new Map<string, Disclosure | undefined>();
  for (let index = 0; index < digests.length; index += 1) {
    const digest = digests[index] as Digest;
    const text = typeof digest === 'string' ? digest : toBase64url(digest);
    byDigest.set(text, disclosures[index] as Disclosure);
  }
  if (byDigest.size < disclosures.length) throw refuse('disclosure-repeated');
  return new DisclosureWalk(byDigest).processPayload(payload);
}

const isReady = (digests: readonly MaybePromise<Digest>[]): digests is readonly Digest[] =>
  digests.every((digest) => typeof digest === 'string' || digest instanceof Uint8Array);

/**
 * Gives the payload with every disclosure in its place and all digests gone, or refuses: a digest met
 * twice, a disclosure that nothing refers to, of the wrong arity for its place, over a claim that is
 * there, of a claim that must stand in the clear, another algorithm, more than 1,024 digests, more
 * than 16 levels.
 * @param hash SHA-256 of an ASCII text, as bytes or as unpadded base64url (which Node gives faster); when it answers at once so does this
 * @throws Problem `malformed` with reason `digest-algorithm`, `digest-list`, `digest-placeholder`,
 *   `digest-repeated`, `digest-count`, `digest-depth`, `disclosure-repeated`, `disclosure-shape`,
 *   `disclosure-plain-claim`, `disclosure-overwrites`, `disclosure-unreferenced`
 * @see RFC 9901 §7.1, draft-ietf-oauth-sd-jwt-vc §3.2.2.2
 */
export function processDisclosures(
  payload: JsonObject,
  disclosures: readonly Disclosure[],
  hash: (encoded: string) => MaybePromise<Digest>,
): MaybePromise<JsonObject> {
  const digests = disclosures.map((disclosure) => hash(disclosure.encoded));
  if (isReady(digests)) return place(payload, disclosures, digests);
  return Promise.all(digests).then((ready) => place(payload, disclosures, ready));
}
