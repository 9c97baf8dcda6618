import { toBase64url } from './base64url.ts';
import {
  type CredentialClaims,
  type CredentialHolder,
  credentialType,
  plainClaimNames,
} from './credential-claims.ts';
import { digestAlgorithm } from './credential-disclosures.ts';
import { toCompact, toSigningInput } from './jws.ts';
import type { JsonObject, JsonValue } from './strict-json.ts';

/** One selectively disclosed item: its code (`KZ_…`) and value. */
export interface DisclosedItem {
  readonly name: string;
  readonly value: JsonValue;
}

/** What a credential is made from. */
export interface CredentialContent extends CredentialClaims {
  /** Claim `holders` 持证主体, always selectively disclosed. */
  readonly holders: readonly CredentialHolder[];
  /** Claim `number` 证照编号: selectively disclosed when personal, that is when it contains a citizen's code. */
  readonly number: { readonly value: string; readonly isPersonal: boolean };
  /** The type's `always` items, by code. */
  readonly plain: Readonly<Record<string, JsonValue>>;
  /** The type's `selective` items. */
  readonly disclosed: readonly DisclosedItem[];
  /** DER: the seal's certificate, then its issuers up to, not including, the root. */
  readonly x5c: readonly Uint8Array[];
}

/** What making a credential needs from outside. */
export interface CredentialDraftPorts {
  /** Cryptographically strong. */
  readonly random: (lengthBytes: number) => Uint8Array;
  /** SHA-256 of bytes or of an ASCII text, as unpadded base64url. */
  readonly digest: (data: Uint8Array | string) => string;
  /** Bytes, or a text's UTF-8, as unpadded base64url, where the runtime does it faster. */
  readonly encode?: (source: Uint8Array | string) => string;
}

/** A credential before its signature: what is stored, then signed, then assembled. */
export interface CredentialDraft {
  /** ASCII: its bytes, or their SHA-256, go to the seal's key. */
  readonly signingInput: string;
  /** base64url, in the order `holders`, `number` (if personal), items. */
  readonly disclosures: readonly string[];
}

const saltBytes = 16;
const decoyBytes = 32;
const maxDepth = 12;

/** Decoys round the number of digests up to the next multiple of four, with at least one, so that it tells nothing certain. */
const decoysFor = (disclosures: number) => 4 - (disclosures % 4);

const isReadableLeaf = (value: JsonValue) =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.isWellFormed()) ||
  Number.isFinite(value);

/** Our own bug if it fails: a credential that our own gate would refuse must never be signed. */
function requireReadable(value: JsonValue, depth = 0): void {
  if (isReadableLeaf(value)) return;
  if (typeof value !== 'object' || value === null || depth === maxDepth) throw unfit();
  for (const name of Object.keys(value)) {
    if (isReservedName(name) || !name.isWellFormed()) throw unfit();
    requireReadable((value as JsonObject)[name] as JsonValue, depth + 1);
  }
}

const unfit = () => new Error('a value is not fit for a credential');

const isReservedName = (name: string) =>
  name === '_sd' || name === '...' || name === '_sd_alg' || name === '__proto__';

function toDisclosedItems(content: CredentialContent): readonly DisclosedItem[] {
  const holders = content.holders.map(({ name, codeType, code }) => ({
    name,
    code_type: codeType,
    code,
  }));
  const { value, isPersonal } = content.number;
  return [
    { name: 'holders', value: holders },
    ...(isPersonal ? [{ name: 'number', value }] : []),
    ...content.disclosed,
  ];
}

function toPlainClaims(content: CredentialContent): Record<string, JsonValue> {
  const { department, status, number, confirmation, expiresAtSeconds, validUntil } = content;
  return {
    iss: content.issuer,
    vct: content.vct,
    iat: content.issuedAtSeconds,
    nbf: content.notBeforeSeconds,
    ...(expiresAtSeconds === undefined ? {} : { exp: expiresAtSeconds }),
    status: { status_list: { idx: status.index, uri: status.uri } },
    ...(confirmation === undefined ? {} : { cnf: confirmation }),
    identifier: content.identifier,
    licence_type: content.licenceType,
    department: { code: department.code, name: department.name },
    issued: content.issued,
    valid_from: content.validFrom,
    ...(validUntil === undefined ? {} : { valid_until: validUntil }),
    ...(number.isPersonal ? {} : { number: number.value }),
  };
}

/** Our own bug if it fails: two claims of one name, or an item that is called as a claim of ours. */
function requireDistinctNames(
  own: JsonObject,
  plain: JsonObject,
  items: readonly DisclosedItem[],
): void {
  const taken = new Set(Object.keys(own));
  const take = (name: string) => {
    if (taken.has(name) || plainClaimNames.has(name) || isReservedName(name)) {
      throw new Error('a claim has two places in a credential');
    }
    taken.add(name);
  };
  for (const name of Object.keys(plain)) take(name);
  for (const { name } of items) take(name);
}

/**
 * Makes what the seal's key will sign, and the disclosures that go with it. Salts are 128 bits each;
 * `_sd` holds the digests of the disclosures and of the decoys, sorted, so that order tells nothing.
 * The same content never gives the same draft twice: store it before it is signed.
 * @see RFC 9901 §4.2 and §5, draft-ietf-oauth-sd-jwt-vc §3.2
 */
export function makeCredentialDraft(
  content: CredentialContent,
  { random, digest, encode = toBase64url }: CredentialDraftPorts,
): CredentialDraft {
  const items = toDisclosedItems(content);
  const own = toPlainClaims(content);
  requireDistinctNames(own, content.plain, items);
  const claims = { ...own, ...content.plain };
  requireReadable(claims);
  const decoys = decoysFor(items.length);
  const entropy = random(items.length * saltBytes + decoys * decoyBytes);
  const disclosures = items.map(({ name, value }, index) => {
    requireReadable(value);
    const salt = encode(entropy.subarray(index * saltBytes, (index + 1) * saltBytes));
    return encode(JSON.stringify([salt, name, value]));
  });
  const digests = disclosures.map(digest);
  for (let from = items.length * saltBytes; from < entropy.length; from += decoyBytes) {
    digests.push(digest(entropy.subarray(from, from + decoyBytes)));
  }
  digests.sort();
  const payload = { ...claims, _sd: digests, _sd_alg: digestAlgorithm };
  const header = { typ: credentialType, x5c: content.x5c };
  return { signingInput: toSigningInput(header, payload, encode), disclosures };
}

/**
 * The credential as it travels, without key binding: `<jws>~<disclosure>~…~`.
 * @param signature r‖s, 64 bytes
 * @param disclosures all of them, or those that the holder authorised
 */
export function assembleCredential(
  signingInput: string,
  signature: Uint8Array,
  disclosures: readonly string[],
): string {
  return `${[toCompact(signingInput, signature), ...disclosures].join('~')}~`;
}
