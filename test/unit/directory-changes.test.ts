import { describe, expect, it } from 'vitest';
import { isEntitled } from '../../shared/domain/department.ts';
import type { LicenceTypeCode, Moment } from '../../shared/domain/ids.ts';
import { firstIdAt, readProposalCursor } from '../../shared/domain/proposal.ts';
import { type DirectoryChange, subjectOf } from '../../shared/domain/proposal-change.ts';
import {
  namedSigners,
  type ProvinceCertificates,
} from '../../shared/domain/province-certificates.ts';
import { errorsOf } from '../build/errors-of.ts';

describe('a change of the directory', () => {
  it.each([
    ['department', { code: 'D' }, 'department#D'],
    ['entitlement', { department: 'D', type: 'T' }, 'department#D'],
    ['duty', { department: 'D', id: 'duty' }, 'department#D'],
    ['licence-type', { code: 'T' }, 'type#T'],
    ['client', { id: 'c', department: 'D' }, 'client#c'],
    ['province', { code: '330000' }, 'province#330000'],
    ['agreement', { id: 'liao-zhe', province: '330000' }, 'agreement#liao-zhe'],
    ['certificates', {}, 'province'],
  ])('of a %s with %j stands in the history of %s', (kind, after, subject) => {
    expect(subjectOf({ kind, after } as DirectoryChange)).toBe(subject);
  });
});

describe('the place in a list of proposals', () => {
  const cursor = firstIdAt(Date.UTC(2026, 10, 28) as Moment);

  it('is the id of a proposal', () => {
    expect(readProposalCursor(cursor)).toBe(cursor);
    expect(errorsOf(() => readProposalCursor(`${cursor}0`))).toEqual({ '/cursor': 'cursor' });
  });
});

describe('what a department may issue', () => {
  const entitlements = [
    { type: 'A', from: 10, until: 20 },
    { type: 'A', from: 30 },
    { type: 'B', from: 0 },
  ] as never;

  it.each([
    ['A', 9, false],
    ['A', 10, true],
    ['A', 19, true],
    ['A', 20, false],
    ['A', 29, false],
    ['A', 1e15, true],
    ['B', 9, true],
    ['C', 10, false],
  ])('%s at %i: %s', (type, at, entitled) => {
    expect(isEntitled(entitlements, type as LicenceTypeCode, at as Moment)).toBe(entitled);
    expect(isEntitled([], type as LicenceTypeCode, at as Moment)).toBe(false);
  });
});

describe('who signs a list of the province', () => {
  const certificates = { statusSigner: 's1', listSigner: 'l1' } as ProvinceCertificates;

  it('is whoever is in use, then whoever is announced, then those before', () => {
    const all = {
      ...certificates,
      announced: { statusSigner: 's2' },
      former: { statusSigner: ['s0', 's00'] },
    };
    expect(namedSigners(all, 'statusSigner')).toEqual(['s1', 's2', 's0', 's00']);
    expect(namedSigners(all, 'listSigner')).toEqual(['l1']);
    expect(namedSigners(certificates, 'statusSigner')).toEqual(['s1']);
  });
});
