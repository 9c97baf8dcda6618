import { describe, expect, it } from 'vitest';
import { readBase64url, toBase64url } from '../../shared/formats/base64url.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { processDisclosures } from '../../shared/formats/credential-disclosures.ts';
import type { CredentialContent } from '../../shared/formats/credential-draft.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { refusalOf } from '../build/refusal-of.ts';
import {
  assembleDraft,
  hashInNode,
  makeSampleDraft,
  sampleContent,
} from '../build/signed-credential.ts';

const limits = { maxBytes: 65_536 };
const read = (changes: Partial<CredentialContent> = {}) =>
  readCredential(assembleDraft(makeSampleDraft(changes)), limits);
const digestsOf = (payload: JsonObject) => payload['_sd'] as readonly string[];

describe('a credential as it is made', () => {
  it('shows type, department and dates in the clear, holders and selective items not', () => {
    const { jws, disclosures } = read();
    expect(jws.header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt', x5c: sampleContent.x5c });
    const { _sd, ...claims } = jws.payload;
    expect(claims).toEqual({
      iss: sampleContent.issuer,
      vct: sampleContent.vct,
      iat: sampleContent.issuedAtSeconds,
      nbf: sampleContent.notBeforeSeconds,
      exp: sampleContent.expiresAtSeconds,
      status: { status_list: { idx: 3, uri: sampleContent.status.uri } },
      identifier: sampleContent.identifier,
      licence_type: '11100000MB0341032Y902',
      department: { code: '11210100MB9Y10011Q', name: '沈阳市市场监督管理局（示例）' },
      issued: '2026-05-01',
      valid_from: '2026-05-01',
      valid_until: '2031-04-30',
      number: 'JY22101000000018',
      KZ_JYZMC: '沈阳某餐饮有限公司（示例）',
      _sd_alg: 'sha-256',
    });
    expect(disclosures.map(({ name }) => name)).toEqual([
      'holders',
      'KZ_FDDBR',
      'KZ_ZS',
      'KZ_JYXM',
      'KZ_MJ',
    ]);
  });

  it('hides a number that contains a citizen’s code', () => {
    const { jws, disclosures } = read({
      number: { value: '11010519491231002X', isPersonal: true },
    });
    expect(jws.payload).not.toHaveProperty('number');
    expect(disclosures.map(({ name }) => name)).toContain('number');
  });

  it('has no end where the licence has none, and the wallet’s key where there is one', () => {
    const { expiresAtSeconds: _, validUntil: __, ...permanent } = sampleContent;
    const confirmation = { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } };
    const draft = makeSampleDraft({ confirmation });
    const { payload } = readCredential(assembleDraft(draft), limits).jws;
    expect(readCredentialClaims(payload).confirmation).toEqual(confirmation);
    const { exp: ___, valid_until: ____, ...endless } = payload;
    const claims = readCredentialClaims(endless);
    expect(claims).toMatchObject({ issued: permanent.issued });
    expect(claims).not.toHaveProperty('expiresAtSeconds');
    expect(claims).not.toHaveProperty('validUntil');
  });

  it.each([0, 1, 2, 3, 4, 7])('pads %i selective items with 1 to 4 decoys', (count) => {
    const disclosed = Array.from({ length: count }, (_, at) => ({ name: `KZ_${at}`, value: at }));
    const { jws, disclosures } = read({ disclosed });
    const digests = digestsOf(jws.payload);
    expect(digests.length % 4).toBe(0);
    expect(digests.length - disclosures.length).toBeGreaterThanOrEqual(1);
    expect(digests.length - disclosures.length).toBeLessThanOrEqual(4);
  });

  it('sorts digests, so that their order tells nothing, and never uses a salt twice', () => {
    const parts = Array.from({ length: 5 }, () => read());
    for (const { jws } of parts) {
      expect([...digestsOf(jws.payload)].sort()).toEqual(digestsOf(jws.payload));
    }
    const salts = parts.flatMap(({ disclosures }) => disclosures.map(({ salt }) => salt));
    expect(new Set(salts).size).toBe(salts.length);
    expect(salts.every((salt) => readBase64url(salt).length === 16)).toBe(true);
  });

  it('is never made with one claim in two places', () => {
    const taken = (changes: Partial<CredentialContent>) => () => makeSampleDraft(changes);
    expect(taken({ plain: { iss: 'x' } })).toThrow('two places');
    expect(taken({ plain: { valid_until: 'x' } })).toThrow('two places');
    expect(taken({ plain: { _sd: [] } })).toThrow('two places');
    expect(taken({ disclosed: [{ name: 'exp', value: 1 }] })).toThrow('two places');
    expect(taken({ disclosed: [{ name: 'holders', value: 1 }] })).toThrow('two places');
    expect(taken({ disclosed: [{ name: 'KZ_JYZMC', value: 1 }] })).toThrow('two places');
    expect(taken({ plain: { holders: 'x' } })).toThrow('two places');
  });

  it.each([
    ['half a character', '\ud800'],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['digests of its own', { _sd: [] }],
    ['a placeholder of its own', [{ '...': 'x' }]],
    ['half a character in a name', { '\udc00': 1 }],
    ['too many levels', JSON.parse(`${'['.repeat(14)}${']'.repeat(14)}`)],
  ])('is never made with %s in it, which no reader would take', (_, value) => {
    expect(() => makeSampleDraft({ disclosed: [{ name: 'KZ_X', value }] })).toThrow('not fit');
    expect(() => makeSampleDraft({ plain: { KZ_X: value } })).toThrow('not fit');
  });
});

describe('a credential as it is read', () => {
  it('gives what was put in', () => {
    const { jws, disclosures } = read();
    expect(readCredentialClaims(jws.payload)).toEqual({
      issuer: sampleContent.issuer,
      vct: sampleContent.vct,
      issuedAtSeconds: sampleContent.issuedAtSeconds,
      notBeforeSeconds: sampleContent.notBeforeSeconds,
      expiresAtSeconds: sampleContent.expiresAtSeconds,
      identifier: sampleContent.identifier,
      licenceType: sampleContent.licenceType,
      department: sampleContent.department,
      status: sampleContent.status,
      issued: sampleContent.issued,
      validFrom: sampleContent.validFrom,
      validUntil: sampleContent.validUntil,
    });
    const processed = processDisclosures(jws.payload, disclosures, hashInNode);
    expect(processed).toMatchObject({ KZ_MJ: 120.5, holders: [{ code: '91210100MA0XXXXX0X' }] });
    expect(processed).not.toHaveProperty('_sd');
    expect(processed).not.toHaveProperty('_sd_alg');
    expect(jws.payload).toHaveProperty('_sd');
  });

  it('answers at once when the hash does, and later when it comes later', async () => {
    const { jws, disclosures } = read();
    const atOnce = processDisclosures(jws.payload, disclosures, hashInNode);
    const later = processDisclosures(jws.payload, disclosures, async (data) => hashInNode(data));
    expect(atOnce).not.toBeInstanceOf(Promise);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual(atOnce);
    const [first] = disclosures;
    const doubled = processDisclosures(
      jws.payload,
      [...disclosures, first as never],
      async (data) => hashInNode(data),
    );
    await expect(doubled).rejects.toThrow('disclosure-repeated');
  });

  it.each([
    ['iss', 7],
    ['vct', ''],
    ['vct', 'v'.repeat(513)],
    ['identifier', null],
    ['licence_type', '11100000MB0341032Y90'],
    ['licence_type', '11100000mb0341032y902'],
    ['department', '11210100MB9Y10011Q'],
    ['department', { code: 'X', name: '局' }],
    ['department', { code: '11210100MB9Y10011Q' }],
    ['status', {}],
    ['status', { status_list: { idx: -1, uri: 'u' } }],
    ['status', { status_list: { idx: 1.5, uri: 'u' } }],
    ['status', { status_list: { idx: '1', uri: 'u' } }],
    ['status', { status_list: { idx: 1 } }],
    ['issued', '2026-5-1'],
    ['valid_from', 20260501],
    ['valid_until', '长期'],
    ['cnf', 'x'],
    ['iat', undefined],
    ['nbf', '1'],
  ])('refuses %s of %j', (name, value) => {
    const claims = { ...read().jws.payload, [name]: value } as unknown as JsonObject;
    const reason = refusalOf(() => readCredentialClaims(claims));
    expect(reason).toMatch(
      name === 'iat' || name === 'nbf' ? `time-${name}` : /malformed credential-/,
    );
  });

  it('takes claims from what was signed, so that no disclosure can stand for them', () => {
    const { valid_until: _, ...signed } = read().jws.payload;
    const forged = toBase64url(JSON.stringify(['s'.repeat(22), 'valid_until', '2099-12-31']));
    const digest = toBase64url(hashInNode(Buffer.from(forged)));
    const payload = { ...signed, _sd: [...digestsOf(signed), digest] };
    const disclosure = {
      encoded: forged,
      salt: 's'.repeat(22),
      name: 'valid_until',
      value: '2099-12-31',
    };
    expect(readCredentialClaims(payload)).not.toHaveProperty('validUntil');
    expect(refusalOf(() => processDisclosures(payload, [disclosure], hashInNode))).toBe(
      'malformed disclosure-plain-claim',
    );
  });
});
