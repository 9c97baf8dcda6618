import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Certificate } from '../../shared/formats/certificate.ts';
import type { PublicKeyInfo } from '../../shared/formats/certificate-key.ts';
import type { GeneralName } from '../../shared/formats/certificate-name.ts';
import type { ChainSuites } from '../../shared/verify/path-suites.ts';

/** Signature algorithms of the web's certificates, with the hash and the key each is for. */
const algorithms: Readonly<Record<string, { hash: string | null; key: string }>> = {
  '1.2.840.10045.4.3.2': { hash: 'sha256', key: 'ec' },
  '1.2.840.10045.4.3.3': { hash: 'sha384', key: 'ec' },
  '1.2.840.10045.4.3.4': { hash: 'sha512', key: 'ec' },
  '1.2.840.113549.1.1.11': { hash: 'sha256', key: 'rsa' },
  '1.2.840.113549.1.1.12': { hash: 'sha384', key: 'rsa' },
  '1.2.840.113549.1.1.13': { hash: 'sha512', key: 'rsa' },
  '1.3.101.112': { hash: null, key: 'ed25519' },
};
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

function findKey(key: PublicKeyInfo): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(key.raw), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function isStrong(key: KeyObject): boolean {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec') return curves.includes(namedCurve);
  if (key.asymmetricKeyType === 'rsa') return modulusLength >= 2048 && modulusLength % 8 === 0;
  return key.asymmetricKeyType === 'ed25519';
}

/** What browsers accept, for corpora of the web's chains. */
export const webSuites: ChainSuites = {
  acceptsKey(info) {
    const key = findKey(info);
    return key !== undefined && isStrong(key);
  },
  verifySigned({ signatureAlgorithm, tbs, signature }, info) {
    const algorithm = algorithms[signatureAlgorithm.algorithm];
    const key = findKey(info);
    if (algorithm === undefined || key?.asymmetricKeyType !== algorithm.key) return false;
    return verify(algorithm.hash, tbs, key, signature);
  },
};

/** A host, an address or a mailbox that a leaf is asked to be for. */
export interface PeerName {
  readonly kind: 'DNS' | 'IP' | 'RFC822';
  readonly value: string;
}

/** Does the leaf's subjectAltName hold this name? @see RFC 9525 section 6 */
export function isPeer(leaf: Certificate, peer: PeerName): boolean {
  const names = leaf.extensions.subjectAlternativeName?.names ?? [];
  return names.some((name) => isSameName(name, peer));
}

function isSameName(name: GeneralName, peer: PeerName): boolean {
  if (name.kind === 'dns' && peer.kind === 'DNS') return isHostMatch(name.text, peer.value);
  if (name.kind === 'email' && peer.kind === 'RFC822') return name.text === peer.value;
  if (name.kind !== 'ip' || peer.kind !== 'IP') return false;
  return Buffer.from(name.octets).equals(Buffer.from(toOctets(peer.value)));
}

function isHostMatch(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return pattern.toLowerCase() === host.toLowerCase();
  const [, ...rest] = host.toLowerCase().split('.');
  return rest.length > 0 && rest.join('.') === pattern.slice(2).toLowerCase();
}

function toOctets(address: string): readonly number[] {
  if (address.includes('.')) return address.split('.').map(Number);
  const [head = '', tail] = address.split('::');
  const groups = (text = '') =>
    text
      .split(':')
      .filter(Boolean)
      .map((group) => parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail);
  const filled = [
    ...before,
    ...new Array<number>(8 - before.length - after.length).fill(0),
    ...after,
  ];
  return filled.flatMap((group) => [group >> 8, group & 0xff]);
}
