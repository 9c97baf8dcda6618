import { describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import type { JsonObject, JsonValue } from '../../shared/formats/strict-json.ts';
import {
  credentialHeader,
  digestOf,
  disclose,
  discloseElement,
  presentHostile,
  processPresentation,
  signHostileCredential,
  toDisclosure,
} from '../build/hostile-credential.ts';
import { signHostileJws } from '../build/hostile-jws.ts';
import { refusalOf } from '../build/refusal-of.ts';
import { assembleDraft, makeSampleDraft, sampleContent } from '../build/signed-credential.ts';

const tower = (levels: number): JsonValue => (levels === 0 ? 1 : [tower(levels - 1)]);
const opened = (payload: object, disclosures: readonly string[]) =>
  refusalOf(() => processPresentation(presentHostile(payload, disclosures)));

describe('the bounds of a presentation', () => {
  const good = signHostileCredential([disclose('a', 1)]);

  it('take the size that is told and not one character more', () => {
    const refusal = (maxBytes: number) => refusalOf(() => readCredential(good, { maxBytes }));
    expect(refusal(good.length)).toBeUndefined();
    expect(refusal(good.length - 1)).toBe('malformed credential-too-large');
  });

  it('are those of a JWS for what stands before the first ~', () => {
    expect(refusalOf(() => processPresentation('a~'))).toBe('malformed jws-parts');
  });

  it('take 256 disclosures and not one more', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => disclose(`x${at}`, 1));
    const refusal = (count: number) =>
      refusalOf(() => processPresentation(signHostileCredential(many(count))));
    expect(refusal(256)).toBeUndefined();
    expect(refusal(257)).toBe('malformed disclosure-count');
  });

  it('take a salt of 128 bits, 22 characters', () => {
    const refusal = (length: number) =>
      refusalOf(() =>
        processPresentation(signHostileCredential([toDisclosure(['s'.repeat(length), 'a', 1])])),
      );
    expect(refusal(22)).toBeUndefined();
    expect(refusal(21)).toBe('malformed disclosure-salt');
  });

  it.each([
    ['no value', ['s'.repeat(22)], 'disclosure-shape'],
    ['nothing', [], 'disclosure-shape'],
    ['four members', ['s'.repeat(22), 'a', 1, 2], 'disclosure-shape'],
    ['a salt that is a number', [1, 'a', 1], 'disclosure-shape'],
    ['a name that is a number', ['s'.repeat(22), 1, 1], 'disclosure-shape'],
    ['an object in place of the array', { 0: 's'.repeat(22), 1: 'a' }, 'disclosure-shape'],
    ['a name that is kept', ['s'.repeat(22), '_sd_alg', 1], 'disclosure-name'],
    ['the prototype’s name', ['s'.repeat(22), '__proto__', 1], 'disclosure-name'],
  ])('refuse a disclosure with %s', (_, content, reason) => {
    const text = signHostileCredential([toDisclosure(content)]);
    expect(refusalOf(() => processPresentation(text))).toBe(`malformed ${reason}`);
  });

  it('give a key binding as it was sent, and what its hash is made over', () => {
    const { keyBinding } = readCredential(`${good}a.b.c`, { maxBytes: 9999 });
    expect(keyBinding?.text).toBe('a.b.c');
    expect(Buffer.from(keyBinding?.sdHashInput ?? []).toString()).toBe(good);
    expect(readCredential(good, { maxBytes: 9999 })).not.toHaveProperty('keyBinding');
    for (const ending of ['.a.b', 'a.b.', '.', 'x'])
      expect(refusalOf(() => readCredential(good + ending, { maxBytes: 9999 }))).toBe(
        'malformed credential-ending',
      );
  });

  it('read one that is longer than any of ours', () => {
    const value = 'x'.repeat(20_000);
    const text = signHostileCredential([disclose('KZ_X', value)]);
    expect(processPresentation(text)).toMatchObject({ KZ_X: value });
    expect(readCredential(text, { maxBytes: 99_999 }).disclosures[0]).toMatchObject({
      ...{ encoded: text.split('~')[1], name: 'KZ_X' },
    });
    const plain = `${signHostileJws(credentialHeader, { iss: value })}~`;
    expect(processPresentation(plain)).toEqual({ iss: value });
  });
});

describe('what is disclosed, RFC 9901 section 7.1', () => {
  it.each<{ of: string; most: number; name?: string; payload: JsonObject }>([
    { of: 'a claim', most: 15, name: 'KZ_X', payload: { _sd: ['digest'] } },
    { of: 'a deeper claim', most: 14, name: 'KZ_X', payload: { a: { _sd: ['digest'] } } },
    { of: 'an element', most: 14, payload: { a: [{ '...': 'digest' }] } },
  ])('has sixteen levels at most, counted where it comes to stand: $of', ({ most, ...given }) => {
    const { payload, of: _, ...name } = given;
    const refusal = (levels: number) => {
      const disclosure = { encoded: 'e', salt: 's', value: tower(levels), ...name };
      return refusalOf(() => processDisclosures(payload, [disclosure], () => 'digest'));
    };
    expect(refusal(most)).toBeUndefined();
    expect(refusal(most + 1)).toBe('malformed digest-depth');
  });

  it('has 1024 digests at most, met in whatever place', () => {
    const decoys = (count: number) => Array.from({ length: count }, (_, at) => `d${at}`);
    expect(opened({ _sd: decoys(1024) }, [])).toBeUndefined();
    expect(opened({ _sd: decoys(1025) }, [])).toBe('malformed digest-count');
    expect(opened({ _sd: decoys(1023), a: [{ '...': 'x' }] }, [])).toBeUndefined();
    expect(opened({ _sd: decoys(1024), a: [{ '...': 'x' }] }, [])).toBe('malformed digest-count');
  });

  it('leaves what hides nothing as it is, and copies what does', () => {
    const plain = { a: { b: [1, { c: null }] }, d: [[{}]], e: 'x', f: null };
    expect(processDisclosures(plain, [], digestOf)).toBe(plain);
    const hiding: JsonObject = { ...plain, g: [{ '...': 'decoy' }, { h: 1 }, 'i', null] };
    const shown = processDisclosures(hiding, [], digestOf) as JsonObject;
    expect(shown).toEqual({ ...plain, g: [{ h: 1 }, 'i', null] });
    expect([shown['a'], shown['d']]).toEqual([plain.a, plain.d]);
    expect(shown['a']).toBe(plain.a);
    expect(shown['d']).toBe(plain.d);
    expect(hiding['g']).toHaveLength(4);
  });

  it('stands where its digest stood, with what it discloses itself', () => {
    const leaf = disclose('leaf', [{}, null]);
    const outer = disclose('outer', { own: 1, _sd: [digestOf(leaf), digestOf('decoy')] });
    const element = discloseElement({ _sd: [digestOf('another')] });
    const payload = {
      ...{ iss: 'i', _sd_alg: 'sha-256', _sd: [digestOf(outer)] },
      list: ['a', { '...': digestOf(element) }, { '...': digestOf('none') }, 'b'],
    };
    expect(processPresentation(presentHostile(payload, [outer, element, leaf]))).toEqual({
      ...{ iss: 'i', outer: { own: 1, leaf: [{}, null] }, list: ['a', {}, 'b'] },
    });
  });

  it('stands within an object of an array that hides no element itself', () => {
    const item = disclose('code', 'x');
    const payload = { holders: [{ name: 'n', _sd: [digestOf(item), digestOf('decoy')] }, 'plain'] };
    expect(processPresentation(presentHostile(payload, [item]))).toEqual({
      holders: [{ name: 'n', code: 'x' }, 'plain'],
    });
    expect(processPresentation(presentHostile({ a: [[{ _sd: [] }]] }, []))).toEqual({ a: [[{}]] });
  });

  it('may be nothing, though an algorithm is named for it', () => {
    const text = presentHostile({ iss: 'i', _sd_alg: 'sha-256' }, []);
    expect(processPresentation(text)).toEqual({ iss: 'i' });
  });

  it('may have the name of a plain claim where it stands deeper', () => {
    const deep = disclose('iss', 'x');
    expect(opened({ a: { _sd: [digestOf(deep)] } }, [deep])).toBeUndefined();
    expect(opened({ _sd: [digestOf(deep)] }, [deep])).toBe('malformed disclosure-plain-claim');
  });

  it('is of an element where an element stood, of a claim where a claim did', () => {
    const [claim, element] = [disclose('a', 1), discloseElement(1)];
    expect(opened({ a: [{ '...': digestOf(claim) }] }, [claim])).toBe('malformed disclosure-shape');
    expect(opened({ _sd: [digestOf(element)] }, [element])).toBe('malformed disclosure-shape');
    expect(opened({ a: { '...': digestOf(element) } }, [element])).toBe(
      'malformed digest-placeholder',
    );
    expect(opened({ '...': 'x' }, [])).toBe('malformed digest-placeholder');
  });

  it('is found by digests as bytes and as text alike, and waits where one of them comes later', async () => {
    const two = [disclose('a', 1), disclose('b', 2)];
    const disclosures = two.map((encoded, at) => ({
      ...{ encoded, salt: `s${at}`, name: 'ab'[at] ?? '', value: at },
    }));
    const payload = { _sd: two.map(digestOf) };
    const bytes = (encoded: string) => new Uint8Array(Buffer.from(digestOf(encoded), 'base64url'));
    const mixed = (encoded: string) => (encoded === two[0] ? bytes(encoded) : digestOf(encoded));
    expect(processDisclosures(payload, disclosures, mixed)).toEqual({ a: 0, b: 1 });
    const late = (encoded: string) =>
      encoded === two[0] ? Promise.resolve(bytes(encoded)) : digestOf(encoded);
    const later = processDisclosures(payload, disclosures, late);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual({ a: 0, b: 1 });
  });
});

describe('the bounds of what stands in the clear', () => {
  const { payload } = readCredential(assembleDraft(makeSampleDraft()), { maxBytes: 65_536 }).jws;
  const department = { code: sampleContent.department.code, name: '局' };
  const status = (idx: unknown, uri: unknown = 'u') => ({ status_list: { idx, uri } });
  const refusal = (changes: object) =>
    refusalOf(() => readCredentialClaims({ ...payload, ...changes } as JsonObject));

  it.each([
    ['iss', { iss: 'i'.repeat(512) }, { iss: 'i'.repeat(513) }],
    ['vct', { vct: 'v'.repeat(512) }, { vct: 'v'.repeat(513) }],
    ['identifier', { identifier: 'i'.repeat(128) }, { identifier: 'i'.repeat(129) }],
    ['licence-type', { licence_type: 'A'.repeat(21) }, { licence_type: 'A'.repeat(22) }],
    ['department-code', { department }, { department: { ...department, code: 'A'.repeat(19) } }],
    ['department-name', { department }, { department: { ...department, name: '' } }],
    ['status-status-list-idx', { status: status(0) }, { status: status(-1) }],
    ['status-status-list-idx', { status: status(2 ** 31 - 1) }, { status: status(2 ** 31) }],
    ['status-status-list-idx', { status: status(7) }, { status: status('7') }],
    [
      'status-status-list-uri',
      { status: status(1, 'u'.repeat(512)) },
      { status: status(1, 'u'.repeat(513)) },
    ],
    ['issued', { issued: '2026-05-01' }, { issued: '2026-05-011' }],
    ['valid-from', { valid_from: '2026-05-01' }, { valid_from: '12026-05-01' }],
    ['valid-until', { valid_until: '9999-12-31' }, { valid_until: '9999-12-31T00' }],
    ['cnf-shape', { cnf: {} }, { cnf: null }],
  ])('are kept by %s', (claim, within, beyond) => {
    expect(refusal(within)).toBeUndefined();
    expect(refusal(beyond)).toBe(`malformed credential-${claim}`);
  });

  it.each([
    ['licence-type', { licence_type: `${'A'.repeat(20)}-` }],
    ['licence-type', { licence_type: `-${'A'.repeat(21)}` }],
    ['department-code', { department: { ...department, code: `-${'A'.repeat(18)}` } }],
    ['department-shape', { department: [] }],
    ['status-shape', { status: undefined }],
    ['status-status-list-shape', { status: { status_list: 'x' } }],
    ['issued', { issued: '20260-5-01' }],
  ])('refuse %s otherwise', (claim, changes) => {
    expect(refusal(changes)).toBe(`malformed credential-${claim}`);
  });
});
