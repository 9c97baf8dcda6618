import { describe, expect, it } from 'vitest';
import {
  changeColumns,
  readChangeMembers,
  readRowChange,
  toChangeMembers,
  tryRow,
} from '../../shared/domain/bulk-change.ts';
import { readRowRenewal, renewalColumns } from '../../shared/domain/bulk-renewal.ts';
import type { CivilDate, SealId } from '../../shared/domain/ids.ts';
import { isMeant } from '../../shared/domain/licence-query.ts';
import { askableStates } from '../../shared/domain/licence-state.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { errorsOf } from '../build/errors-of.ts';
import { toSampleHead } from '../build/sample-head.ts';
import { sampleType } from '../build/sample-types.ts';

const { licenceId, identifier, type } = toSampleHead();
const otherType = sampleType('businessLicence').code;
const personal = '由11010519491231002X申请';
const change = { licence: licenceId, to: '注销', legalBasis: '第七十条', reason: '停业' };
const renewal = { licence: identifier, legalBasis: '第五十条', reason: '届满' };

describe('a row by which a licence is changed', () => {
  it('names the licence, or a version of it, the state, the law and the reason', () => {
    const asked = { licenceId, to: 'deregistered', legalBasis: '第七十条', reason: '停业' };
    expect(readRowChange(change, type)).toEqual(asked);
    expect(readRowChange({ ...change, licence: identifier }, type)).toEqual(asked);
  });

  it.each([
    ['恢复有效', 'valid'],
    ['暂扣', 'suspended'],
    ['撤销', 'withdrawn'],
    ['吊销', 'penalty-revoked'],
    ['注销', 'deregistered'],
    ['办理转出', 'transferred'],
    ['撤回', 'rescinded'],
    ['失效', 'void'],
    ['其他', 'other'],
  ])('may ask for %s by its word, and by its code %s', (word, state) => {
    expect(readRowChange({ ...change, to: word }, type).to).toBe(state);
    expect(readRowChange({ ...change, to: state }, type).to).toBe(state);
  });

  it('has a word for every state that may be asked for', () => {
    expect(changeColumns.find(({ pointer }) => pointer === '/to')?.values).toHaveLength(
      askableStates.length,
    );
  });

  it.each([
    [{ licence: undefined }, { '/licence': 'required' }],
    [{ licence: `${licenceId}x` }, { '/licence': 'identifier' }],
    [{ licence: identifier.replace('.001.', '.002.') }, { '/licence': 'check-digit' }],
    [{ to: undefined }, { '/to': 'required' }],
    [{ to: 'reserved' }, { '/to': 'enum' }],
    [{ to: 'superseded' }, { '/to': 'enum' }],
    [{ legalBasis: undefined }, { '/legalBasis': 'required' }],
    [{ legalBasis: '法'.repeat(501) }, { '/legalBasis': 'too-long' }],
    [{ reason: undefined }, { '/reason': 'required' }],
    [{ reason: personal }, { '/reason': 'personal' }],
    [
      { to: '-', reason: personal },
      { '/to': 'enum', '/reason': 'personal' },
    ],
  ])('is refused with %j: %j', (parts, errors) => {
    expect(errorsOf(() => readRowChange({ ...change, ...parts }, type))).toEqual(errors);
  });

  it('changes no licence of another type', () => {
    expect(errorsOf(() => readRowChange(change, otherType))).toEqual({ '/licence': 'unknown' });
  });

  it('may give a legal basis of 500 characters', () => {
    const legalBasis = '法'.repeat(500);
    expect(readRowChange({ ...change, legalBasis }, type)).toMatchObject({ legalBasis });
  });
});

describe('a row by which a licence is renewed', () => {
  it('names the version that is to be followed, and a last day where there is one', () => {
    const asked = { identifier, legalBasis: '第五十条', reason: '届满' };
    expect(readRowRenewal(renewal, type)).toEqual(asked);
    const validUntil = '2031-11-21';
    expect(readRowRenewal({ ...renewal, validUntil }, type)).toEqual({ ...asked, validUntil });
  });

  it.each([
    [{ licence: undefined }, { '/licence': 'required' }],
    [{ licence: licenceId }, { '/licence': 'identifier' }],
    [{ legalBasis: undefined }, { '/legalBasis': 'required' }],
    [{ legalBasis: personal }, { '/legalBasis': 'personal' }],
    [{ reason: '' }, { '/reason': 'required' }],
    [{ validUntil: '2031-02-29' }, { '/validUntil': 'date' }],
    [
      { reason: undefined, validUntil: '-' },
      { '/reason': 'required', '/validUntil': 'date' },
    ],
  ])('is refused with %j: %j', (parts, errors) => {
    expect(errorsOf(() => readRowRenewal({ ...renewal, ...parts }, type))).toEqual(errors);
  });

  it('renews no licence of another type', () => {
    expect(errorsOf(() => readRowRenewal(renewal, otherType))).toEqual({ '/licence': 'unknown' });
  });
});

describe('the members of a row', () => {
  it('are what stands in the columns, in whatever order; what is empty or no column is left out', () => {
    const [licence, to, legalBasis, reason] = changeColumns;
    const places = [reason, undefined, licence, to, legalBasis];
    expect(toChangeMembers(places, ['停业', '已处理', ` ${licenceId.toLowerCase()}`, ' '])).toEqual(
      {
        reason: '停业',
        licence: licenceId,
      },
    );
    expect(toChangeMembers(renewalColumns, ['', '2031/11/21'])).toEqual({
      validUntil: '2031-11-21',
    });
  });

  it('of a line of JSON are those of the columns; an earlier result beside them is passed over', () => {
    expect(readChangeMembers({ ...change, result: { state: 'rejected' } }, changeColumns)).toEqual(
      change,
    );
    expect(errorsOf(() => readChangeMembers({ ...change, a: 1 }, changeColumns))).toEqual({
      '/a': 'unknown',
    });
    expect(errorsOf(() => readChangeMembers([change], changeColumns))).toEqual({ '': 'type' });
  });

  it('come to what is asked for, or to the faults of the row', () => {
    expect(tryRow(() => readRowRenewal(renewal, type))).toMatchObject({ asked: { identifier } });
    expect(tryRow(() => readRowRenewal({ ...renewal, reason: '' }, type))).toEqual({
      errors: [{ pointer: '/reason', code: 'required' }],
    });
  });

  it.each([new Error('ours'), new Problem('request-invalid'), new Problem('state-conflict')])(
    'hide no error that names no field: %s',
    (error) => {
      const read = () => {
        throw error;
      };
      expect(() => tryRow(read)).toThrow(error);
    },
  );
});

describe('a query of licences', () => {
  const seal = 'seal-of-others' as SealId;
  const day = (text: string) => text as CivilDate;
  const ends = (validUntil?: string) => ({
    seal: toSampleHead().seal,
    ...(validUntil === undefined ? {} : { validUntil: day(validUntil) }),
  });

  it.each([
    [{}, '2026-12-31', true],
    [{}, undefined, true],
    [{ expiringFrom: day('2026-12-31') }, '2026-12-31', true],
    [{ expiringFrom: day('2026-12-31') }, '2026-12-30', false],
    [{ expiringFrom: day('2026-12-31') }, '9999-12-31', true],
    [{ expiringFrom: day('2026-12-31') }, undefined, false],
    [{ expiringUntil: day('2026-12-31') }, '2026-12-31', true],
    [{ expiringUntil: day('2026-12-31') }, '2027-01-01', false],
    [{ expiringUntil: day('2026-12-31') }, undefined, false],
    [{ expiringFrom: day('2026-12-31'), expiringUntil: day('2027-01-01') }, '2027-01-01', true],
  ])('%j means one that holds to %s: %s', (query, until, meant) => {
    expect(isMeant(query, ends(until))).toBe(meant);
    expect(isMeant({ ...query, seal: toSampleHead().seal }, ends(until))).toBe(meant);
    expect(isMeant({ ...query, seal }, ends(until))).toBe(false);
  });
});
