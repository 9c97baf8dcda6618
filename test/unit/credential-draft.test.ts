import { describe, expect, it } from 'vitest';
import { makeCredentialDraft } from '../../shared/formats/credential-draft.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleDraft, sampleContent } from '../build/signed-credential.ts';

const tower = (levels: number): JsonValue => (levels === 0 ? 1 : [tower(levels - 1)]);
const payloadOf = (signingInput: string) =>
  JSON.parse(Buffer.from(signingInput.split('.')[1] ?? '', 'base64url').toString());

/** Bytes that count on, two of which are alike nowhere in a row. */
const counting = (length: number) =>
  Uint8Array.from({ length }, (_, at) => (at % 251) ^ Math.floor(at / 251));

describe('salts and decoys', () => {
  it.each([
    [0, 3],
    [2, 1],
    [3, 4],
    [4, 3],
  ])(
    'are drawn at once, 128 and 256 bits each, no byte of them twice: %i items',
    (count, decoys) => {
      const disclosed = Array.from({ length: count }, (_, at) => ({ name: `KZ_${at}`, value: at }));
      const asked: number[] = [];
      const hashed: Uint8Array[] = [];
      const random = (length: number) => {
        asked.push(length);
        return counting(length);
      };
      const digest = (data: Uint8Array | string) => {
        if (typeof data !== 'string') hashed.push(data);
        return digestOf(data);
      };
      const draft = makeCredentialDraft({ ...sampleContent, disclosed }, { random, digest });
      const salts = draft.disclosures.map((one) => {
        const [salt] = JSON.parse(Buffer.from(one, 'base64url').toString());
        return Buffer.from(salt, 'base64url');
      });
      const sizeBytes = (count + 1) * 16 + decoys * 32;
      expect(asked).toEqual([sizeBytes]);
      expect(Buffer.concat([...salts, ...hashed]).equals(counting(sizeBytes))).toBe(true);
      expect([salts.length, hashed.length]).toEqual([count + 1, decoys]);
      const { _sd } = payloadOf(draft.signingInput);
      const digests = [...draft.disclosures.map(digestOf), ...hashed.map(digestOf)];
      expect(_sd).toEqual(digests.sort());
    },
  );

  it('are encoded as they are told', () => {
    const ports = { random: counting, digest: digestOf, encode: () => 'ENCODED' };
    const draft = makeCredentialDraft(sampleContent, ports);
    expect(new Set(draft.disclosures)).toEqual(new Set(['ENCODED']));
    expect(draft.signingInput.endsWith('.ENCODED')).toBe(true);
  });
});

describe('what goes into a credential', () => {
  it('says no time and no key that it was not given', () => {
    const { expiresAtSeconds: _, validUntil: __, ...permanent } = sampleContent;
    const ports = { random: counting, digest: digestOf };
    const claims = payloadOf(makeCredentialDraft(permanent, ports).signingInput);
    for (const name of ['exp', 'valid_until', 'cnf']) expect(claims).not.toHaveProperty(name);
    const cnf = { jwk: { kty: 'EC' } };
    const bound = makeCredentialDraft({ ...permanent, confirmation: cnf }, ports);
    expect(payloadOf(bound.signingInput)).toMatchObject({ cnf });
  });

  it('hides holders by their words of the wire', () => {
    const [first = ''] = makeSampleDraft().disclosures;
    const [, name, value] = JSON.parse(Buffer.from(first, 'base64url').toString());
    expect([name, value]).toEqual([
      'holders',
      [{ name: '沈阳某餐饮有限公司（示例）', code_type: '001', code: '91210100MA0XXXXX0X' }],
    ]);
  });

  it('has twelve levels at most, in a disclosure or in the clear', () => {
    const hidden = (value: JsonValue) => () =>
      makeSampleDraft({ disclosed: [{ name: 'KZ_X', value }] });
    const plain = (value: JsonValue) => () => makeSampleDraft({ plain: { KZ_X: value } });
    expect(hidden(tower(12))).not.toThrow();
    expect(hidden(tower(13))).toThrow('not fit');
    expect(plain(tower(11))).not.toThrow();
    expect(plain(tower(12))).toThrow('not fit');
  });

  it.each<[string, JsonValue]>([
    ['nothing', null],
    ['true', true],
    ['a fraction', -1.5],
    ['an empty text', ''],
    ['objects in arrays', [{ a: [{ b: null }] }]],
  ])('may be %s', (_, value) => {
    expect(() => makeSampleDraft({ disclosed: [{ name: 'KZ_X', value }] })).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['undefined within', { a: undefined }],
    ['a function', () => 1],
    ['infinity below zero', Number.NEGATIVE_INFINITY],
    ['another algorithm', { _sd_alg: 'x' }],
    ['a prototype', JSON.parse('{"__proto__":1}')],
  ])('is never %s', (_, value) => {
    const disclosed = [{ name: 'KZ_X', value: value as JsonValue }];
    expect(() => makeSampleDraft({ disclosed })).toThrow('not fit');
  });

  it.each(['_sd', '...', '_sd_alg', '__proto__', 'cnf', 'status', 'number', 'KZ_JYZMC'])(
    'has no item of the name %s, which is taken or kept',
    (name) => {
      expect(() => makeSampleDraft({ disclosed: [{ name, value: 1 }] })).toThrow('two places');
    },
  );

  it('has no item twice, and no number beside a hidden one', () => {
    const item = { name: 'KZ_X', value: 1 };
    expect(() => makeSampleDraft({ disclosed: [item, item] })).toThrow('two places');
    const number = { value: 'N', isPersonal: true };
    expect(() => makeSampleDraft({ number, plain: { number: 'N' } })).toThrow('two places');
  });
});
