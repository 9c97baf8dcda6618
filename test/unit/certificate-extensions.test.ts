import { describe, expect, it } from 'vitest';
import { keyUsages, readExtensions } from '../../shared/formats/certificate-extensions.ts';
import { DerReader, readDer } from '../../shared/formats/der-reader.ts';
import {
  bits,
  der,
  directory,
  extension,
  extensions,
  oid,
  province,
  sequence,
} from '../build/certificate-forge.ts';

const read = (...list: readonly Uint8Array[]) =>
  readExtensions(readDer(sequence(...list), 0x30).inside());
const nothing = { policyRules: [], unknownCritical: [] };
const liaoning = directory(province('辽宁省'));
const zero = der(0x02, [0]);

const subjectKey = '2.5.29.14';
const usage = '2.5.29.15';
const alternative = '2.5.29.17';
const basic = '2.5.29.19';
const constraints = '2.5.29.30';
const policies = '2.5.29.32';
const mappings = '2.5.29.33';
const authorityKey = '2.5.29.35';
const purposes = '2.5.29.37';
const access = '1.3.6.1.5.5.7.1.1';

describe('the extensions of a certificate (RFC 5280 section 4.2)', () => {
  it('that nothing here understands count only when they are critical', () => {
    const [a, b, c] = ['1.2.3.1', '1.2.3.2', '1.2.3.3'] as const;
    const read3 = read(extension(a, [], true), extension(b, []), extension(c, [], true));
    expect(read3).toEqual({ ...nothing, unknownCritical: [a, c] });
  });

  it('about policies are told with whether they are critical', () => {
    const found = read(
      extension(mappings, sequence()),
      extension('2.5.29.36', sequence(), true),
      extension('2.5.29.54', zero, true),
    );
    expect(found.policyRules).toEqual([
      { id: mappings, critical: false },
      { id: '2.5.29.36', critical: true },
      { id: '2.5.29.54', critical: true },
    ]);
    expect(found.unknownCritical).toEqual([]);
  });

  it.each([true, false])('are each told with whether they are critical: %s', (critical) => {
    const found = read(
      extension(subjectKey, der(0x04, [7]), critical),
      extension(usage, bits([0x80], 7), critical),
      extension(alternative, sequence(liaoning), critical),
      extension(basic, sequence(), critical),
      extension(constraints, sequence(der(0xa0, sequence(liaoning))), critical),
      extension(policies, sequence(sequence(oid('1.2.3'))), critical),
      extension(authorityKey, sequence(), critical),
      extension(purposes, sequence(oid('1.2.4')), critical),
      extension(access, sequence(sequence(oid('1.2.5'), liaoning)), critical),
    );
    const { unknownCritical, policyRules, ...known } = found;
    expect(Object.values(known).map((one) => one.critical)).toEqual(Array(9).fill(critical));
    expect({ unknownCritical, policyRules }).toEqual(nothing);
    expect(found.policies?.policies).toEqual(['1.2.3']);
    expect(found.extendedKeyUsage?.purposes).toEqual(['1.2.4']);
    expect([...(found.subjectKeyIdentifier?.keyIdentifier ?? [])]).toEqual([7]);
    expect(found.basicConstraints?.ca).toBe(false);
  });

  it.each(keyUsages.map((name, bit) => [bit, name] as const))(
    'call key usage %d %s',
    (bit, name) => {
      const octets = bit < 8 ? [0x80 >> bit] : [0, 0x80];
      const found = read(extension(usage, bits(octets, bit < 8 ? 7 - bit : 7)));
      expect(found.keyUsage?.usages).toEqual([name]);
    },
  );

  it.each([
    [
      'by its identifier',
      sequence(der(0x80, [7])),
      { keyIdentifier: [7], namesCertificate: false },
    ],
    ['not at all', sequence(), { namesCertificate: false }],
    ['by its issuer', sequence(der(0xa1, liaoning)), { namesCertificate: true }],
    ['by its serial', sequence(der(0x82, [1])), { namesCertificate: true }],
    [
      'in every way',
      sequence(der(0x80, [7]), der(0xa1, liaoning), der(0x82, [1])),
      { keyIdentifier: [7], namesCertificate: true },
    ],
  ])('name the issuer’s key %s', (_what, value, wanted) => {
    const found = read(extension(authorityKey, value)).authorityKeyIdentifier;
    const plain = Object.entries(found ?? {}).map(([name, one]) => [
      name,
      one instanceof Uint8Array ? [...one] : one,
    ]);
    expect(Object.fromEntries(plain)).toStrictEqual({ ...wanted, critical: false });
  });

  it.each([
    ['without a path length', sequence([1, 1, 0xff]), { ca: true }],
    ['with one of 0', sequence([1, 1, 0xff], zero), { ca: true, pathLength: 0 }],
    ['with one of 300', sequence([1, 1, 0xff], der(2, [1, 0x2c])), { ca: true, pathLength: 300 }],
  ])('make an authority %s', (_what, value, wanted) => {
    expect(read(extension(basic, value)).basicConstraints).toEqual({ ...wanted, critical: false });
  });

  it('constrain names, each subtree told with what it says beyond its base', () => {
    const value = sequence(
      der(0xa0, sequence(liaoning), sequence(liaoning, [0x80, 1, 0])),
      der(0xa1, sequence(der(0x82, [0x61]))),
    );
    const { nameConstraints } = read(extension(constraints, value, true));
    expect(nameConstraints?.permitted.map(({ beyondBase }) => beyondBase)).toEqual([false, true]);
    expect(nameConstraints?.excluded).toEqual([
      { base: { kind: 'dns', text: 'a' }, beyondBase: false },
    ]);
    const both = sequence(der(0xa0, sequence(liaoning)), der(0xa1, sequence(liaoning)));
    expect(read(extension(constraints, both)).nameConstraints?.permitted).toHaveLength(1);
    expect(read(extensions.permitted(liaoning)).nameConstraints?.excluded).toEqual([]);
    expect(read(extensions.excluded(liaoning)).nameConstraints?.permitted).toEqual([]);
  });
});

const one = (id: string, ...value: readonly Uint8Array[]) => [extension(id, Buffer.concat(value))];
const octetsOf = (value: Uint8Array) => der(0x04, value);

const refusals: Readonly<Record<string, readonly [string, readonly Uint8Array[]]>> = {
  'an empty list': ['extensions-empty', []],
  'one that is there twice': ['extension-twice', [...one('1.2.3'), ...one('1.2.3')]],
  'one that is no SEQUENCE': ['der-tag', [der(0x31, oid('1.2.3'), octetsOf(zero))]],
  'one without an identifier': ['der-tag', [sequence(octetsOf(zero))]],
  'one whose value is in no OCTET STRING': ['der-tag', [sequence(oid('1.2.3'), zero)]],
  'one with something behind its value': [
    'der-trailing',
    [sequence(oid('1.2.3'), octetsOf(zero), zero)],
  ],
  'one that says it is not critical': [
    'der-default',
    [sequence(oid('1.2.3'), [1, 1, 0], octetsOf(zero))],
  ],
  'a key identifier of no octets': ['key-identifier-empty', one(subjectKey, der(4))],
  'a key identifier that is no OCTET STRING': ['der-tag', one(subjectKey, zero)],
  'two key identifiers': ['der-trailing', one(subjectKey, der(4, [1]), der(4, [2]))],
  'a key usage that is none': ['key-usage', one(usage, bits([0, 0x40], 6))],
  'key usages that are no BIT STRING': ['der-tag', one(usage, der(4, [7, 0x80]))],
  'no alternative names': ['extension-empty', one(alternative, sequence())],
  'an alternative name of no form': ['der-tag', one(alternative, sequence(zero))],
  'no purposes': ['extension-empty', one(purposes, sequence())],
  'a purpose that is no OID': ['der-tag', one(purposes, sequence(oid('1.2.3'), der(0x0d, [0x2a])))],
  'no policies': ['extension-empty', one(policies, sequence())],
  'a policy that is no SEQUENCE': ['der-not-constructed', one(policies, sequence(oid('1.2.3')))],
  'a policy without an OID': ['der-tag', one(policies, sequence(sequence(zero)))],
  'a rule of policies that is no DER': ['der-truncated', [...one(mappings)]],
  'an authority that says it is none': ['der-default', one(basic, sequence([1, 1, 0]))],
  'a path length without an authority': ['path-length-without-ca', one(basic, sequence(zero))],
  'a negative path length': ['der-integer', one(basic, sequence([1, 1, 0xff], der(2, [0xff])))],
  'something behind a path length': [
    'der-trailing',
    one(basic, sequence([1, 1, 0xff], zero, zero)),
  ],
  'something behind the issuer’s key': [
    'der-trailing',
    one(authorityKey, sequence(der(0x80, [7]), der(0x83, [1]))),
  ],
  'constraints of no names': ['name-constraints-empty', one(constraints, sequence())],
  'permitted names that are none': [
    'name-constraints-empty',
    one(constraints, sequence(der(0xa0), der(0xa1, sequence(liaoning)))),
  ],
  'excluded names that are none': [
    'name-constraints-empty',
    one(constraints, sequence(der(0xa0, sequence(liaoning)), der(0xa1))),
  ],
  'excluded names before permitted ones': [
    'der-trailing',
    one(constraints, sequence(der(0xa1, sequence(liaoning)), der(0xa0, sequence(liaoning)))),
  ],
  'a subtree without a base': ['der-truncated', one(constraints, sequence(der(0xa0, sequence())))],
  'no access to an authority': ['extension-empty', one(access, sequence())],
  'an access without a method': ['der-tag', one(access, sequence(sequence(liaoning)))],
  'an access without a place': ['der-truncated', one(access, sequence(sequence(oid('1.2.5'))))],
  'an access to no general name': ['der-tag', one(access, sequence(sequence(oid('1.2.5'), zero)))],
  'an access to two places': [
    'der-trailing',
    one(access, sequence(sequence(oid('1.2.5'), liaoning, liaoning))),
  ],
};

it.each(Object.entries(refusals))('extensions with %s are refused', (_what, [reason, list]) => {
  expect(() => read(...list)).toThrow(`malformed: ${reason}`);
});

it('extensions are read to the end of their list', () => {
  const list = new DerReader(Buffer.concat([...one('1.2.3', zero), Buffer.of(0x30)]));
  expect(() => readExtensions(list)).toThrow('malformed: der-truncated');
});
