import { describe, expect, it } from 'vitest';
import { type Client, findClientKey } from '../../shared/domain/client.ts';
import { findHolderIdentity } from '../../shared/domain/holder-identity.ts';
import { readHolder } from '../../shared/domain/holders.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { errorsOf } from '../build/errors-of.ts';
import { sampleOrganisation, samplePerson } from '../build/sample-holders.ts';

const person = samplePerson();
const organisation = sampleOrganisation();

describe('who logged in', () => {
  const mapping = {
    ...{ codeType: 'id_type', code: 'id_no', name: 'name' },
    ...{ organisationCode: 'corp_no', organisationName: 'corp_name' },
    codeTypes: { ID_CARD: '111', PASSPORT: '414', CORP: '001', ODD: '000' },
  };
  const claims = { id_type: 'ID_CARD', id_no: person.code, name: person.name };
  const forOrganisation = { ...claims, corp_no: organisation.code, corp_name: organisation.name };

  it('is a person, who may act for an organisation', () => {
    expect(findHolderIdentity(claims, mapping)).toEqual({ person });
    expect(findHolderIdentity(forOrganisation, mapping)).toEqual({ person, organisation });
    const passport = { ...claims, id_type: 'PASSPORT', id_no: 'E12345678' };
    expect(findHolderIdentity(passport, mapping)?.person.codeType).toBe('414');
  });

  it.each([
    ['no sort of document', { id_type: undefined }],
    ['one that the province does not name', { id_type: 'CARD' }],
    ['one that stands for no code type of ours', { id_type: 'ODD' }],
    ['an organisation’s', { id_type: 'CORP', id_no: organisation.code }],
    ['no code', { id_no: undefined }],
    ['a code that is none', { id_no: person.code.replace(/.$/, 'Z') }],
    ['a code that is no text', { id_no: 1 }],
    ['no name', { name: undefined }],
    ['an empty name', { name: '' }],
    ['a name that nobody could read', { name: '某\u202e' }],
    ['a name of 101 characters', { name: '某'.repeat(101) }],
    ['an organisation without a name', { corp_no: organisation.code }],
    ['an organisation whose code is none', { corp_no: 'x', corp_name: organisation.name }],
    ['an organisation of null', { corp_no: null, corp_name: organisation.name }],
  ])('is nobody with %s', (_, parts) => {
    expect(findHolderIdentity({ ...claims, ...parts }, mapping)).toBeUndefined();
  });

  it('may have a name of 100 characters', () => {
    const name = '某'.repeat(100);
    expect(findHolderIdentity({ ...claims, name }, mapping)?.person.name).toBe(name);
  });
});

describe('a client’s key', () => {
  const jwk = { kty: 'EC', crv: 'P-256', x: '', y: '' };
  const keys = [
    { kid: 'now', jwk },
    { kid: 'old', jwk, notAfter: 10 as Moment },
  ];
  const client = { keys } as unknown as Client;

  it('is found by its name until its time is over', () => {
    const find = (kid: string, now: number) => findClientKey(client, kid, now as Moment);
    expect(find('now', 1e15)).toBe(keys[0]);
    expect([find('old', 9), find('old', 10)]).toEqual([keys[1], undefined]);
    expect(find('other', 0)).toBeUndefined();
  });
});

describe('a holder as given', () => {
  it.each([
    [{ ...person, more: 1 }, { '/h/more': 'unknown' }],
    [{ ...person, name: '某'.repeat(101) }, { '/h/name': 'too-long' }],
    [{ ...person, codeType: '112' }, { '/h/codeType': 'enum' }],
    [{ ...person, code: 1 }, { '/h/code': 'type' }],
    [{ ...person, code: '' }, { '/h/code': 'required' }],
    [{ ...person, codeType: '001' }, { '/h/code': 'check-digit' }],
    [{ ...person, codeType: '120', code: '某'.repeat(41) }, { '/h/code': 'too-long' }],
    [{ ...person, codeType: '516', code: 'A'.repeat(21) }, { '/h/code': 'length' }],
    [{ ...person, codeType: '411', code: 'A123' }, { '/h/code': 'length' }],
    [{ ...person, codeType: '412', code: 'A123-4' }, { '/h/code': 'character' }],
    [{ ...person, codeType: '413', code: '某A1234' }, { '/h/code': 'character' }],
    [{ ...person, codeType: '511', code: 'A1234某' }, { '/h/code': 'character' }],
  ])('%j is refused: %j', (holder, errors) => {
    expect(errorsOf(() => readHolder(holder, '/h'))).toEqual(errors);
  });

  it.each([
    ['120', '某'.repeat(40)],
    ['414', 'A1234'],
    ['516', 'A'.repeat(20)],
  ])('of code type %s may have the code %s', (codeType, code) => {
    expect(readHolder({ ...person, codeType, code })).toMatchObject({ codeType, code });
  });
});
