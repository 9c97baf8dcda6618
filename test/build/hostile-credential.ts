import { createHash } from 'node:crypto';
import { readCredential } from '../../shared/formats/credential.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import { type HostilePart, signHostileJws, toHostilePart } from './hostile-jws.ts';

export const credentialHeader = { alg: 'ES256', typ: 'dc+sd-jwt' };

/** Salts that are long enough and never the same. */
let salts = 0;
export const freshSalt = () => `salt-${String(salts++).padStart(20, '0')}`;

/** A disclosure of anything, encoded. */
export const toDisclosure = (content: HostilePart) => toHostilePart(content);
export const disclose = (name: string, value: unknown) => toDisclosure([freshSalt(), name, value]);
export const discloseElement = (value: unknown) => toDisclosure([freshSalt(), value]);
export const digestOf = (encoded: string) =>
  createHash('sha256').update(encoded).digest('base64url');

/** A signed credential whose `_sd` holds the digests of these disclosures, unless the payload says otherwise. */
export function signHostileCredential(
  disclosures: readonly string[],
  payload: object = {},
): string {
  const claims = { iss: 'https://a.example', _sd: disclosures.map(digestOf), ...payload };
  return presentHostile(claims, disclosures);
}

/** A signed credential over exactly this payload, with these disclosures behind it. */
export function presentHostile(payload: HostilePart, disclosures: readonly string[]): string {
  return `${[signHostileJws(credentialHeader, payload), ...disclosures].join('~')}~`;
}

const hash = (data: string) => createHash('sha256').update(data).digest();

/** Takes a presentation apart and puts the disclosures in their places. */
export function processPresentation(text: string, maxBytes = 262_144): unknown {
  const { jws, disclosures } = readCredential(text, { maxBytes });
  return processDisclosures(jws.payload, disclosures, hash);
}
