import { describe, expect, it } from 'vitest';
import { isSelfIssued, organisationOf, readCertificate } from '../../shared/formats/certificate.ts';
import { algorithmIds, readPublicKeyInfo } from '../../shared/formats/certificate-key.ts';
import { DerReader } from '../../shared/formats/der-reader.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { parts } from '../build/certificate-chain.ts';
import {
  bits,
  der,
  ecdsaWithSha256,
  extension,
  type Forgery,
  forge,
  name,
  noon,
  oid,
  province,
  sequence,
  time,
} from '../build/certificate-forge.ts';

const forgeRoot = (change: Partial<Forgery>) => forge({ ...parts.root, ...change });
const withoutExtensions = Object.fromEntries(
  ['subjectKey', 'authorityKey', 'authority', 'usages', 'constraints'].map((each) => [each, []]),
);
const listed = sequence(extension('1.2.3', der(5)));

/** Why a certificate is refused, or nothing. */
function reasonFor(octets: Uint8Array): string | undefined {
  try {
    readCertificate(octets);
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error.message : `${error}`;
  }
}

/** A certificate of any parts, not signed. */
function assemble(change: {
  readonly algorithm?: Uint8Array;
  readonly outer?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly after?: Uint8Array;
}): Uint8Array {
  const { algorithm = ecdsaWithSha256, outer = algorithm, signature = bits([1]) } = change;
  const [issuer, serial] = [name(province('辽宁省')), der(2, [0x40])];
  const validity = sequence(time(noon), time(noon));
  const { spki } = parts.keys.root;
  const tbs = sequence([0xa0, 3, 2, 1, 2], serial, algorithm, issuer, validity, issuer, spki);
  return sequence(tbs, outer, signature, change.after ?? []);
}

describe('a certificate (RFC 5280 section 4.1)', () => {
  it('may do without extensions, and then has none', () => {
    const read = readCertificate(forgeRoot({ extensions: withoutExtensions }));
    expect(read.extensions).toEqual({ policyRules: [], unknownCritical: [] });
  });

  it('gives what stands in it', () => {
    const octets = assemble({ signature: bits([7, 8]) });
    const read = readCertificate(octets);
    expect(read.raw).toBe(octets);
    expect([...read.serial]).toEqual([0x40]);
    expect([read.notBefore, read.notAfter]).toEqual([noon, noon]);
    expect([...read.signature]).toEqual([7, 8]);
    expect(read.signatureAlgorithm.algorithm).toBe(algorithmIds.ecdsaWithSha256);
    expect(read.publicKey.curve).toBe(algorithmIds.p256);
    expect(Buffer.from(octets).indexOf(read.tbs)).toBe(octets.length - read.tbs.length - 17);
  });

  it('is read up to 128 KiB and not beyond', () => {
    expect(reasonFor(new Uint8Array(131_072))).toBe('malformed: der-tag');
    expect(reasonFor(new Uint8Array(131_073))).toBe('malformed: certificate-size');
  });

  it.each<readonly [string, string, Uint8Array]>([
    ['no version', 'certificate-version', forgeRoot({ version: [] })],
    ['version 4', 'certificate-version', forgeRoot({ version: [0xa0, 3, 2, 1, 3] })],
    ['two versions', 'der-trailing', forgeRoot({ version: [0xa0, 6, 2, 1, 2, 2, 1, 2] })],
    ['a version that is no INTEGER', 'der-tag', forgeRoot({ version: [0xa0, 3, 4, 1, 2] })],
    [
      'a third time',
      'der-trailing',
      forgeRoot({ notAfter: Buffer.concat([time(noon), time(noon)]) }),
    ],
    [
      'unique identifiers',
      'der-trailing',
      forgeRoot({ extensions: withoutExtensions, more: der(0x81, [0, 1]) }),
    ],
    [
      'two lists of extensions',
      'der-trailing',
      forgeRoot({ extensions: withoutExtensions, more: der(0xa3, listed, listed) }),
    ],
    [
      'a list of extensions that is no SEQUENCE',
      'der-tag',
      forgeRoot({ extensions: withoutExtensions, more: der(0xa3, der(0x31)) }),
    ],
    ['something behind the signature', 'der-trailing', assemble({ after: der(5) })],
    ['a signature of a part of an octet', 'der-bit-string', assemble({ signature: bits([2], 1) })],
    ['a signature that is no BIT STRING', 'der-tag', assemble({ signature: der(4, [0, 1]) })],
    ['a signed part that is no SEQUENCE', 'der-tag', sequence(der(0x31))],
    ['an algorithm that is no SEQUENCE', 'der-tag', assemble({ outer: oid('1.2.3') })],
    [
      'two parameters of the algorithm',
      'der-trailing',
      assemble({ algorithm: sequence(oid('1.2.3'), der(5), der(5)) }),
    ],
    [
      'another algorithm outside',
      'certificate-algorithms-differ',
      assemble({ outer: sequence(oid('1.2.3')) }),
    ],
  ])('with %s is refused', (_what, reason, octets) => {
    expect(reasonFor(octets)).toBe(`malformed: ${reason}`);
  });

  it('names what its subject has exactly once', () => {
    const twice = [...province('辽宁省'), ['2.5.4.3', '甲'], ['2.5.4.3', '乙']] as const;
    expect(organisationOf(readCertificate(forgeRoot({ subject: twice })))).toStrictEqual({
      country: 'CN',
      province: '辽宁省',
    });
  });

  it('is self-issued when subject and issuer are the same octets', () => {
    expect(isSelfIssued(readCertificate(forgeRoot({})))).toBe(true);
    const other = forgeRoot({ issuer: province('浙江省') });
    expect(isSelfIssued(readCertificate(other))).toBe(false);
  });
});

describe('a public key (RFC 5280 section 4.1.2.7, RFC 5480)', () => {
  const read = (...fields: readonly Uint8Array[]) =>
    readPublicKeyInfo(new DerReader(sequence(...fields)));
  const ec = oid(algorithmIds.ecPublicKey);
  const rsa = sequence(oid('1.2.840.113549.1.1.1'), der(5));

  it('of another sort has no curve and keeps its parameters', () => {
    const key = read(rsa, bits([1, 2]));
    expect(key).not.toHaveProperty('curve');
    expect([...key.bits]).toEqual([1, 2]);
    expect([...(key.algorithm.parameters ?? [])]).toEqual([5, 0]);
    expect(Buffer.from(key.algorithm.raw)).toEqual(rsa);
  });

  it('names its curve, whichever', () => {
    expect(read(sequence(ec, oid('1.3.132.0.34')), bits([4])).curve).toBe('1.3.132.0.34');
    expect(read(sequence(oid('1.2.3')), bits([4])).algorithm).not.toHaveProperty('parameters');
  });

  it.each<readonly [string, string, readonly Uint8Array[]]>([
    ['a curve of its own', 'certificate-curve-not-named', [sequence(ec, sequence()), bits([4])]],
    ['the curve of its issuer', 'certificate-curve-not-named', [sequence(ec, der(5)), bits([4])]],
    ['no curve', 'certificate-curve-not-named', [sequence(ec), bits([4])]],
    ['something behind it', 'der-trailing', [rsa, bits([1]), der(5)]],
    ['an octet cut off', 'der-bit-string', [rsa, bits([2], 1)]],
    ['no algorithm', 'der-tag', [oid('1.2.3'), bits([1])]],
    ['an algorithm without a name', 'der-tag', [sequence(der(5)), bits([1])]],
    ['octets that are no BIT STRING', 'der-tag', [rsa, der(4, [0, 1])]],
  ])('with %s is refused', (_what, reason, fields) => {
    expect(() => read(...fields)).toThrow(`malformed: ${reason}`);
  });

  it('is a SEQUENCE', () => {
    expect(() => readPublicKeyInfo(new DerReader(der(0x31, rsa, bits([1]))))).toThrow('der-tag');
  });
});
