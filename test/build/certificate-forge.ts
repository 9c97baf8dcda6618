import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { purposeIds } from '../../shared/formats/certificate-profiles.ts';

/** Certificates by hand, so that they can be wrong in ways that no maker offers. */
type Octets = Uint8Array | readonly number[];

/** One DER value around its parts. */
export function der(tag: number, ...parts: readonly Octets[]): Uint8Array {
  const content = Buffer.concat(parts.map((part) => Uint8Array.from(part)));
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export const sequence = (...parts: readonly Octets[]) => der(0x30, ...parts);
export const text = (value: string, tag = 0x0c) => der(tag, Buffer.from(value));
export const bits = (octets: Octets, unused = 0) => der(0x03, [unused], octets);

export function oid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...arcs] = dotted.split('.').map(BigInt);
  return der(0x06, [first * 40n + second, ...arcs].flatMap(base128));
}

function base128(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

/** Attribute values by type, in this order, one to a relative name. */
export type NameParts = readonly (readonly [type: string, value: string, tag?: number])[];

export const name = (parts: NameParts) =>
  sequence(...parts.map(([type, value, tag]) => der(0x31, sequence(oid(type), text(value, tag)))));

export const province = (value: string): NameParts => [
  ['2.5.4.6', 'CN', 0x13],
  ['2.5.4.8', value],
];

/** A GeneralizedTime from 2050 on, a UTCTime before. */
export function time(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().replace(/\.\d+|[-:T]/g, '');
  return digits < '2050' ? text(digits.slice(2), 0x17) : text(digits, 0x18);
}

export const extension = (id: string, value: Octets, critical = false) =>
  sequence(oid(id), critical ? [0x01, 0x01, 0xff] : [], der(0x04, value));

export const extensions = {
  authority: (pathLength?: number, critical = true) =>
    extension(
      '2.5.29.19',
      sequence([1, 1, 0xff], pathLength === undefined ? [] : [2, 1, pathLength]),
      critical,
    ),
  usages: (octet: number, unused: number) => extension('2.5.29.15', bits([octet], unused), true),
  purposes: (...ids: readonly string[]) => extension('2.5.29.37', sequence(...ids.map(oid)), true),
  permitted: (...bases: readonly Octets[]) =>
    extension('2.5.29.30', sequence(der(0xa0, ...bases.map((base) => sequence(base)))), true),
  excluded: (...bases: readonly Octets[]) =>
    extension('2.5.29.30', sequence(der(0xa1, ...bases.map((base) => sequence(base)))), true),
  alternativeNames: (...names: readonly Octets[]) => extension('2.5.29.17', sequence(...names)),
};
export const directory = (parts: NameParts) => der(0xa4, name(parts));
export const certificateSigning = extensions.usages(0x06, 1);

export interface Keys {
  readonly privateKey: KeyObject;
  readonly spki: Uint8Array;
  readonly keyIdentifier: Uint8Array;
}

let keyCount = 0;

export function makeKeys(namedCurve = 'P-256'): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  keyCount += 1;
  const keyIdentifier = Buffer.from(`key-${keyCount}`);
  return { privateKey, spki: publicKey.export({ format: 'der', type: 'spki' }), keyIdentifier };
}

/** What a forged certificate says; everything may be replaced. */
export interface Forgery {
  readonly keys: Keys;
  readonly signer: Keys;
  readonly subject: NameParts;
  readonly issuer: NameParts;
  readonly serial: Octets;
  readonly version: Octets;
  readonly notBefore: Octets;
  readonly notAfter: Octets;
  /** AlgorithmIdentifier, inner and outer. */
  readonly algorithm: Octets;
  readonly outerAlgorithm: Octets;
  readonly hash: string;
  readonly spki: Octets;
  /** Extensions by a name of the test's choice; an empty one is left out. */
  readonly extensions: Readonly<Record<string, Octets>>;
  /** What follows the extensions inside the signed part. */
  readonly more: Octets;
}

export const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
export const noon = 1_780_000_000;

const soundDefaults = {
  subject: province('辽宁省'),
  issuer: province('辽宁省'),
  serial: [0x40, 1, 2, 3, 4, 5, 6, 7],
  version: [0xa0, 3, 2, 1, 2],
  notBefore: time(noon - 1000),
  notAfter: time(noon + 1000),
  algorithm: ecdsaWithSha256,
  hash: 'sha256',
  extensions: {},
  more: [],
} as const;

/** Signs what it is given, sound or not. A subject without an issuer issues itself. */
export function forge(forgery: Partial<Forgery> & Pick<Forgery, 'keys' | 'signer'>): Uint8Array {
  const { keys, signer, subject = soundDefaults.subject } = forgery;
  const all = { ...soundDefaults, issuer: subject, spki: keys.spki, ...forgery };
  const given = { ...keyExtensions(keys, signer), ...all.extensions };
  const list = Object.values(given).filter(({ length }) => length > 0);
  const tbs = sequence(
    all.version,
    der(0x02, all.serial),
    all.algorithm,
    name(all.issuer),
    sequence(all.notBefore, all.notAfter),
    name(subject),
    all.spki,
    list.length > 0 ? der(0xa3, sequence(...list)) : [],
    all.more,
  );
  const signature = sign(all.hash, tbs, signer.privateKey);
  return sequence(tbs, all.outerAlgorithm ?? all.algorithm, bits(signature));
}

const keyExtensions = (keys: Keys, signer: Keys) => ({
  subjectKey: extension('2.5.29.14', der(0x04, keys.keyIdentifier)),
  authorityKey: extension('2.5.29.35', sequence(der(0x80, signer.keyIdentifier))),
});

/** A chain in our profile, part by part; each may be changed before it is forged. */
export function makeChainParts() {
  const [root, authority, seal] = [makeKeys(), makeKeys(), makeKeys()];
  const names = {
    root: [...province('辽宁省'), ['2.5.4.3', '电子证照根（示例）']],
    authority: [...province('辽宁省'), ['2.5.4.3', '电子印章（示例）']],
    seal: [
      ...province('辽宁省'),
      ['2.5.4.10', '市场监督管理局（示例）'],
      ['2.5.4.97', '11210100MB0000001X'],
      ['2.5.4.3', '业务专用章（示例）'],
    ],
  } as const satisfies Record<string, NameParts>;
  const constraints = extensions.permitted(directory(province('辽宁省')));
  return {
    keys: { root, authority, seal },
    names,
    root: {
      keys: root,
      signer: root,
      subject: names.root,
      extensions: { authority: extensions.authority(1), usages: certificateSigning, constraints },
    },
    authority: {
      keys: authority,
      signer: root,
      subject: names.authority,
      issuer: names.root,
      extensions: {
        authority: extensions.authority(0),
        usages: certificateSigning,
        purposes: extensions.purposes(purposeIds.seal),
        constraints,
      },
    },
    seal: {
      keys: seal,
      signer: authority,
      subject: names.seal,
      issuer: names.authority,
      extensions: {
        usages: extensions.usages(0xc0, 6),
        purposes: extensions.purposes(purposeIds.seal),
      },
    },
  };
}
