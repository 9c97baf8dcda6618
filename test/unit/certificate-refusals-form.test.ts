import { describe, expect, it } from 'vitest';
import { extended, outcomeOf, parts, type Refusals, without } from '../build/certificate-chain.ts';
import {
  bits,
  der,
  ecdsaWithSha256,
  extension,
  extensions,
  makeKeys,
  oid,
  sequence,
} from '../build/certificate-forge.ts';

const stranger = makeKeys();
const p384 = makeKeys('P-384');
const rsaWithSha256 = sequence(oid('1.2.840.113549.1.1.11'), [5, 0]);
const explicitCurve = sequence(
  sequence(oid('1.2.840.10045.2.1'), sequence([2, 1, 1])),
  bits(new Uint8Array(65)),
);
const compressed = sequence(
  sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
  bits([2, ...new Array<number>(32).fill(7)]),
);

const refusals: Refusals = {
  'a P-384 seal': ['chain-key', { seal: { keys: p384 } }],
  'a P-384 CA': [
    'chain-key',
    { authority: { keys: p384 }, seal: { signer: p384, hash: 'sha256' } },
  ],
  'a curve given by its parameters': [
    'malformed: certificate-curve-not-named',
    { seal: { spki: explicitCurve } },
  ],
  'a compressed point': ['chain-key', { seal: { spki: compressed } }],
  'a signature of another suite': ['chain-signature', { seal: { algorithm: rsaWithSha256 } }],
  'ecdsa-with-SHA256 with parameters': [
    'chain-signature',
    { seal: { algorithm: sequence(oid('1.2.840.10045.4.3.2'), [5, 0]) } },
  ],
  'ecdsa-with-SHA384': [
    'chain-signature',
    { seal: { algorithm: sequence(oid('1.2.840.10045.4.3.3')), hash: 'sha384' } },
  ],
  'SHA-384 called SHA-256': ['chain-signature', { seal: { hash: 'sha384' } }],
  'an inner algorithm unlike the outer': [
    'malformed: certificate-algorithms-differ',
    { seal: { algorithm: rsaWithSha256, outerAlgorithm: ecdsaWithSha256 } },
  ],
  'a seal that its CA did not sign': [
    'chain-signature',
    { seal: { signer: { ...stranger, keyIdentifier: parts.keys.authority.keyIdentifier } } },
  ],
  'a CA that the root did not sign': [
    'chain-signature',
    { authority: { signer: { ...stranger, keyIdentifier: parts.keys.root.keyIdentifier } } },
  ],
  'a root of the same name and another key': [
    'chain-untrusted',
    { root: { keys: stranger, signer: stranger } },
  ],
  'a chain without anchors': ['chain-untrusted', { request: { anchors: [] } }],
  'a chain without its CA': ['chain-untrusted', { request: { intermediates: [] } }],
  'a flipped bit in the signature': [
    'chain-signature',
    { leaf: (octets) => octets.with(-1, (octets.at(-1) ?? 0) ^ 1) },
  ],
  'a trailing octet': [
    'malformed: der-trailing',
    { leaf: (octets) => Uint8Array.from([...octets, 0]) },
  ],
  'a missing octet': ['malformed: der-length', { leaf: (octets) => octets.slice(0, -1) }],
  'an indefinite length': [
    'malformed: der-length',
    { leaf: (octets) => Uint8Array.from([0x30, 0x80, ...octets.subarray(4), 0, 0]) },
  ],
  'a length in more octets than needed': [
    'malformed: der-length',
    { leaf: (octets) => Uint8Array.from([0x30, 0x83, 0, ...octets.subarray(2)]) },
  ],
  'an empty input': ['malformed: der-truncated', { leaf: () => new Uint8Array() }],
  'a field after the extensions': ['malformed: der-trailing', { seal: { more: [5, 0] } }],
  'version 1': ['malformed: certificate-version', { seal: { version: [] } }],
  'version 2': ['malformed: certificate-version', { seal: { version: [0xa0, 3, 2, 1, 1] } }],
  'a serial of zero': ['chain-profile', { seal: { serial: [0] } }],
  'a negative serial': ['chain-profile', { seal: { serial: [0x80, 1] } }],
  'a serial of 21 octets': ['chain-profile', { seal: { serial: new Uint8Array(21).fill(1) } }],
  'a padded serial': ['malformed: der-integer', { seal: { serial: [0, 1, 2] } }],
  'an unknown critical extension in the seal': [
    'chain-critical-extension',
    { seal: extended('1.2.3.4', der(5), true) },
  ],
  'an unknown critical extension in the CA': [
    'chain-critical-extension',
    { authority: extended('1.2.3.4', der(5), true) },
  ],
  'an unknown critical extension in the root': [
    'chain-critical-extension',
    { root: extended('1.2.3.4', der(5), true) },
  ],
  'an extension that is there twice': [
    'malformed: extension-twice',
    { seal: extended('2.5.29.15', bits([0xc0], 6), true) },
  ],
  'an extension that says it is not critical': [
    'malformed: der-default',
    { seal: { extensions: { extra: sequence(oid('1.2.3.4'), [1, 1, 0], [4, 0]) } } },
  ],
  'critical policies': [
    'chain-policy',
    { seal: extended('2.5.29.32', sequence(sequence(oid('1.2.3'))), true) },
  ],
  'policy constraints in the CA': [
    'chain-policy',
    { authority: extended('2.5.29.36', sequence([0x80, 1, 0]), true) },
  ],
  'inhibited policies in the root': [
    'chain-policy',
    { root: extended('2.5.29.54', der(2, [0]), true) },
  ],
  'critical policy mappings': [
    'chain-policy',
    { authority: extended('2.5.29.33', sequence(sequence(oid('1.2.3'), oid('1.2.4'))), true) },
  ],
  'a seal that does not name its CA’s key': ['chain-profile', { seal: without('authorityKey') }],
  'a seal that names another key than its CA’s': [
    'chain-untrusted',
    { seal: { extensions: { authorityKey: extension('2.5.29.35', sequence(der(0x80, [9]))) } } },
  ],
  'a CA without its own key’s name': ['chain-profile', { authority: without('subjectKey') }],
  'a root that names another key than its own': [
    'chain-profile',
    { root: { extensions: { authorityKey: extension('2.5.29.35', sequence(der(0x80, [9]))) } } },
  ],
  'a critical subject key identifier': [
    'chain-profile',
    { seal: { extensions: { subjectKey: extension('2.5.29.14', der(4, [1]), true) } } },
  ],
  'an empty issuer': ['chain-profile', { seal: { issuer: [] } }],
  'an empty subject': ['chain-profile', { seal: { subject: [] } }],
  'a host name that is none': [
    'chain-profile',
    {
      seal: {
        extensions: { alternative: extensions.alternativeNames(der(0x82, Buffer.from('a_b'))) },
      },
    },
  ],
  'a name that is not UTF-8': [
    'malformed: name-string',
    {
      leaf: (octets) =>
        Uint8Array.from(octets, (octet, at) =>
          at === Buffer.from(octets).indexOf('市场') ? 0xff : octet,
        ),
    },
  ],
};

describe('a chain whose certificates are not as they should be written', () => {
  it.each(Object.entries(refusals))('is refused for %s', async (_what, [reason, change]) => {
    expect(await outcomeOf(change)).toBe(reason);
  });

  it('prints how many refusals were asked', () => {
    const count = Object.keys(refusals).length;
    console.log(`own chain refusals, form: ${count}`);
    expect(count).toBeGreaterThanOrEqual(40);
  });
});
