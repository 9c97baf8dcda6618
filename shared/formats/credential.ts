import { Problem } from '../problem/problem.ts';
import { type CodeSpan, readAscii, readAsciiInto } from './base64url.ts';
import { credentialType } from './credential-claims.ts';
import { type Jws, readJwsParts, toJws } from './jws.ts';
import { type JsonValue, readEncodedJson } from './strict-json.ts';

/** A disclosure: of a claim when it has a name, of an array's element when it has none. */
export interface Disclosure {
  /** As it was sent, base64url: what its digest is made over. */
  readonly encoded: string;
  readonly salt: string;
  readonly name?: string;
  readonly value: JsonValue;
}

/** A key binding as sent; `readKeyBinding` takes it apart. */
export interface KeyBindingPart {
  readonly text: string;
  /** ASCII codes of the presentation up to and with its last `~`: what `sd_hash` is made over. */
  readonly sdHashInput: Uint8Array;
}

/** A credential, taken apart: nothing in it is verified yet. */
export interface CredentialParts {
  readonly jws: Jws;
  readonly disclosures: readonly Disclosure[];
  readonly keyBinding?: KeyBindingPart;
}

/** 128 bits in base64url. */
const minSaltCharacters = 22;
const maxDisclosures = 256;
const reservedNames: ReadonlySet<string> = new Set(['_sd', '...', '_sd_alg']);
const keyBindingPattern = /^[^.]+\.[^.]+\.[^.]+$/;

const refuse = (reason: string) => new Problem('malformed', { reason });

function readSalt(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw refuse('disclosure-shape');
  if (value.length < minSaltCharacters) throw refuse('disclosure-salt');
  return value;
}

function readName(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw refuse('disclosure-shape');
  if (reservedNames.has(value) || value === '__proto__') throw refuse('disclosure-name');
  return value;
}

function toDisclosure(encoded: string, json: JsonValue): Disclosure {
  if (!Array.isArray(json)) throw refuse('disclosure-shape');
  const salt = readSalt(json[0]);
  if (json.length === 2) return { encoded, salt, value: json[1] as JsonValue };
  if (json.length !== 3) throw refuse('disclosure-shape');
  return { encoded, salt, name: readName(json[1]), value: json[2] as JsonValue };
}

/** Where each disclosure of `<disclosure>~…~` behind the first `~` begins, and where the last `~` ends. */
function findBorders(text: string, start: number): readonly number[] {
  const borders = [start];
  let from = start;
  for (let to = text.indexOf('~', from); to >= 0; to = text.indexOf('~', from)) {
    if (to === from) throw refuse('disclosure-empty');
    if (borders.length > maxDisclosures) throw refuse('disclosure-count');
    from = to + 1;
    borders.push(from);
  }
  return borders;
}

/** @param values the payload, then each disclosure's */
function toDisclosures(
  text: string,
  borders: readonly number[],
  values: readonly JsonValue[],
): readonly Disclosure[] {
  const disclosures: Disclosure[] = [];
  for (let at = 1; at < borders.length; at += 1) {
    const encoded = text.slice(borders[at - 1], (borders[at] as number) - 1);
    disclosures.push(toDisclosure(encoded, values[at] as JsonValue));
  }
  return disclosures;
}

/** A presentation's codes stand here only while it is read: memory of its own for each costs more than reading it. */
const scratch = new Uint8Array(16_384);

function toCodes(text: string): Uint8Array {
  if (text.length > scratch.length) return readAscii(text);
  return readAsciiInto(text, scratch);
}

function requireDistinctSalts(disclosures: readonly Disclosure[]): void {
  const salts = new Set<string>();
  for (const { salt } of disclosures) salts.add(salt);
  if (salts.size === disclosures.length) return;
  const encoded = new Set(disclosures.map((disclosure) => disclosure.encoded));
  throw refuse(
    encoded.size < disclosures.length ? 'disclosure-repeated' : 'disclosure-salt-reused',
  );
}

/**
 * Takes a credential (SD-JWT VC, with or without key binding) apart, strictly; every byte has one
 * meaning. Salts are at least 128 bits and never used twice. The digests are `processDisclosures`'
 * work, the claims `readCredentialClaims`'.
 * @param limits `maxBytes` of the whole presentation
 * @throws Problem `malformed` with reason `credential-too-large`, `credential-parts`, `credential-ending`,
 *   `disclosure-empty`, `disclosure-count`, `disclosure-shape`, `disclosure-name`, `disclosure-salt`,
 *   `disclosure-salt-reused`, `disclosure-repeated`, or those of `readJws`
 * @see RFC 9901 §4 and §7.1, draft-ietf-oauth-sd-jwt-vc §3
 */
export function readCredential(
  text: string,
  limits: { readonly maxBytes: number },
): CredentialParts {
  if (text.length > limits.maxBytes) throw refuse('credential-too-large');
  const codes = toCodes(text);
  const first = text.indexOf('~');
  if (first < 1) throw refuse('credential-parts');
  const parts = readJwsParts(text.slice(0, first), codes, credentialType);
  const borders = findBorders(text, first + 1);
  const encoded: CodeSpan[] = [parts.payloadSpan];
  for (let at = 1; at < borders.length; at += 1) {
    encoded.push({ codes, from: borders[at - 1] as number, to: (borders[at] as number) - 1 });
  }
  // All in one go: turning bytes into text costs about the same for one byte as for a thousand.
  const values = readEncodedJson(encoded, limits);
  const jws = toJws(parts, values[0]);
  const disclosures = toDisclosures(text, borders, values);
  requireDistinctSalts(disclosures);
  const end = borders.at(-1) as number;
  if (end === text.length) return { jws, disclosures };
  const keyBinding = { text: text.slice(end), sdHashInput: readAscii(text.slice(0, end)) };
  if (!keyBindingPattern.test(keyBinding.text)) throw refuse('credential-ending');
  return { jws, disclosures, keyBinding };
}
