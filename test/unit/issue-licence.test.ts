import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toKeyedRequest } from '../../functions/issuing/keyed-request.ts';
import { issueLicenceBody } from '../../shared/api/licences.ts';
import type { CivilDate } from '../../shared/domain/ids.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { assembleCredential } from '../../shared/formats/credential-draft.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { errorsOf } from '../build/errors-of.ts';
import { askForLicence, toApplicationBody } from '../build/licences.ts';
import { at, by, prepare, toChecked } from '../build/prepared.ts';
import { samplePerson } from '../build/sample-holders.ts';

const payloadOf = (signingInput: string) =>
  JSON.parse(Buffer.from(signingInput.split('.')[1] ?? '', 'base64url').toString());

describe('a reservation', () => {
  it('holds the exact bytes to be signed, with what the licence says in the clear', async () => {
    const validUntil = '2031-11-21' as CivilDate;
    const made = await prepare(toChecked('foodPermit', { sequenceScope: 'x', validUntil }), by);
    const sha256 = createHash('sha256').update(made.signingInput).digest('base64url');
    expect(made.digest).toBe(sha256);
    expect(payloadOf(made.signingInput)).toMatchObject({
      iss: 'https://liaoning.example',
      vct: 'https://liaoning.example/licence-types/11100000MB0341032Y902',
      iat: at / 1000,
      nbf: Date.parse('2026-11-22T00:00:00+08:00') / 1000,
      exp: Date.parse('2031-11-22T00:00:00+08:00') / 1000,
      status: {
        status_list: { idx: 4711, uri: 'https://liaoning.example/status-lists/north-000001' },
      },
      identifier: made.identifier,
      number: made.number,
      KZ_JYZMC: '示例',
    });
    const credential = assembleCredential(made.signingInput, new Uint8Array(64), made.disclosures);
    const read = readCredential(credential, { maxBytes: 65_536 });
    expect(read.disclosures.map((one) => one.name)).toContain('holders');
  });

  it('is another one each time: serial, salts, signing input', async () => {
    const checked = toChecked('foodPermit', { sequenceScope: 'x' });
    const [one, other] = [await prepare(checked, by), await prepare(checked, by)];
    expect(one.licenceId).not.toBe(other.licenceId);
    expect(one.disclosures).not.toEqual(other.disclosures);
  });

  it('keeps a personal number out of keys and of what is told in the clear (P02, P03)', async () => {
    const made = await prepare(toChecked('disabilityCertificate'), by);
    const { code } = samplePerson();
    expect(made.number).toContain(code);
    expect(made.numberDigest).toMatch(/^mac-/);
    expect(JSON.stringify(payloadOf(made.signingInput))).not.toContain(code);
    expect(`${made.licenceId}${made.identifier}${made.holderDigests}`).not.toContain(code);
  });

  it('keeps a plain number by a plain digest', async () => {
    const made = await prepare(toChecked('foodPermit', { sequenceScope: 'x' }), by);
    expect(made.numberDigest).toBe(createHash('sha256').update(made.number).digest('base64url'));
  });
});

describe('an idempotency key', () => {
  const keyed = (body: JsonValue, parts = {}) =>
    toKeyedRequest({ ...askForLicence({ key: 'k' }).request, body, ...parts }, at);

  it('stands for one request however its members are ordered', () => {
    const one = keyed({ a: [1, { b: 2, c: null }], d: 'x' });
    expect(keyed({ d: 'x', a: [1, { c: null, b: 2 }] })).toEqual(one);
  });

  it('does not stand for another body, route, department or order of a list', () => {
    const digest = keyed({ a: [1, 2] }).requestDigest;
    expect(keyed({ a: [2, 1] }).requestDigest).not.toBe(digest);
    expect(keyed({ a: [1, 2] }, { route: 'POST /other' }).requestDigest).not.toBe(digest);
    expect(keyed({ a: [1, 2] }, { department: 'other' }).requestDigest).not.toBe(digest);
  });

  it('is kept as a digest, for seven days', () => {
    expect(keyed({}).keyDigest).toBe(createHash('sha256').update('k').digest('base64url'));
    expect(keyed({}).expiresAt - at).toBe(604_800_000);
  });
});

describe('the body of a request for a licence', () => {
  const refusedIn = (parts: object) =>
    errorsOf(() => readBody(issueLicenceBody, { ...toApplicationBody(), ...parts } as JsonValue));

  it('refuses what nobody asked for (O07), dates that do not exist and wrong codes', () => {
    expect(
      refusedIn({
        ...{ state: 'valid', issued: '2026-02-30', validFrom: '22.11.2026' },
        ...{ type: '11100000MB0341032X902', holders: [{ name: 'x', codeType: '777', code: '1' }] },
      }),
    ).toEqual({
      '/state': 'unknown',
      '/issued': 'date',
      '/validFrom': 'date',
      '/type': 'licence-type-code',
      '/holders/0/codeType': 'enum',
    });
  });

  it('asks for type, seal, holders and items', () => {
    expect(errorsOf(() => readBody(issueLicenceBody, {}))).toEqual({
      '/type': 'required',
      '/seal': 'required',
      '/holders': 'required',
      '/items': 'required',
    });
  });
});
