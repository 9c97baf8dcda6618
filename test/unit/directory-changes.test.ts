import { describe, expect, it } from 'vitest';
import type { Moment } from '../../shared/domain/ids.ts';
import { firstIdAt, readProposalCursor } from '../../shared/domain/proposal.ts';
import { type DirectoryChange, subjectOf } from '../../shared/domain/proposal-change.ts';
import { endsTooSoon, hasEnded } from '../../shared/domain/proposal-entitlement.ts';
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

describe('the end of an entitlement', () => {
  const entitlement = (until?: number) => ({ until }) as never;

  it('may lie now, and not before', () => {
    expect(
      [9, 10, 11, undefined].map((until) => endsTooSoon(entitlement(until), 10 as Moment)),
    ).toEqual([true, false, false, false]);
  });

  it('cannot be moved once it has come', () => {
    expect(
      [9, 10, 11, undefined].map((until) => hasEnded(entitlement(until), 10 as Moment)),
    ).toEqual([true, true, false, false]);
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
