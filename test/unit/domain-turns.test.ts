import { describe, expect, it } from 'vitest';
import type { Entitlement } from '../../shared/domain/department.ts';
import type { Moment, SealId } from '../../shared/domain/ids.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import {
  mayAlterFace,
  mayMakeVersion,
  type VersionedLicence,
  versionKinds,
} from '../../shared/domain/licence-version.ts';
import { endsTooSoon, hasEnded, overlapOf } from '../../shared/domain/proposal-entitlement.ts';
import {
  type RetrievalRequest,
  type RetrievalRequestId,
  requestStateAt,
  toRequestAddress,
} from '../../shared/domain/retrieval-request.ts';
import { reconcileSealUse } from '../../shared/domain/seal-use-reconciliation.ts';
import { nextSweepAt } from '../../shared/domain/signing-attempts.ts';
import {
  isDueForRenewal,
  mayTakeOver,
  mayWrite,
  nextTurn,
  renewed,
} from '../../shared/domain/writing-turn.ts';

const at = (moment: number) => moment as Moment;

describe('the turn of a Region to write', () => {
  const turn = { region: 'north', epoch: 4, until: at(1_000_000) };

  it('lets it begin nothing in the last five seconds, in which its clock may be late', () => {
    expect([994_999, 995_000].map((now) => mayWrite(turn, at(now)))).toEqual([true, false]);
  });

  it('passes to another when it is over on every clock and what was begun has landed', () => {
    expect([1_064_999, 1_065_000].map((now) => mayTakeOver(turn, at(now)))).toEqual([false, true]);
  });

  it('is renewed for a minute, in time for a try that is lost', () => {
    expect([954_999, 955_000].map((now) => isDueForRenewal(turn, at(now)))).toEqual([false, true]);
    expect(renewed(turn, at(970_000))).toEqual({ ...turn, until: 1_030_000 });
  });

  it('is counted from one, and never twice under one number', () => {
    expect(nextTurn(undefined, 'north', at(5))).toEqual({
      region: 'north',
      epoch: 1,
      until: 60_005,
    });
    expect(nextTurn(turn, 'east', at(5))).toEqual({ region: 'east', epoch: 5, until: 60_005 });
  });
});

describe('attempts to sign', () => {
  it('are made again after a minute, then after twice as long each time, an hour at most', () => {
    const pauses = [1, 2, 3, 6, 7, 50].map((attempt) => nextSweepAt(at(7), attempt) - 7);
    expect(pauses).toEqual([1, 2, 4, 32, 60, 60].map((minutes) => minutes * 60_000));
  });

  it.each([
    [2, 2, 'equal'],
    [2, 1, 'fewer-signatures'],
    [2, 3, 'unrecorded-signatures'],
  ] as const)('%i recorded and %i by the key are %s', (recorded, signed, finding) => {
    const counts = { seal: 'seal-1' as SealId, keyId: 'key', recorded, signed };
    expect(reconcileSealUse(counts)).toEqual({ ...counts, finding });
  });
});

describe('a new version of a licence', () => {
  const kindsOf = (state: LicenceState, more: Omit<VersionedLicence, 'state'> = {}) =>
    versionKinds.filter((kind) => mayMakeVersion(kind, { state, ...more }));

  it('is made of one that is valid, but nothing is given back that was not taken', () => {
    expect(kindsOf('valid')).toEqual(['renew', 'change', 'replace', 'correct']);
  });

  it('replaces what was reported lost, and nothing else that is suspended', () => {
    expect(kindsOf('suspended')).toEqual([]);
    expect(kindsOf('suspended', { lossReported: false })).toEqual([]);
    expect(kindsOf('suspended', { lossReported: true })).toEqual(['replace']);
  });

  it.each(['withdrawn', 'penalty-revoked'] as const)(
    'gives back what was %s, unless it is deregistered as well',
    (state) => {
      expect(kindsOf(state)).toEqual(['reinstate']);
      expect(kindsOf(state, { alsoDeregistered: true })).toEqual([]);
    },
  );

  it.each(['deregistered', 'superseded', 'void', 'transferred', 'rescinded'] as const)(
    'is not made of one that is %s, reported lost or not',
    (state) => {
      expect(kindsOf(state)).toEqual([]);
      expect(kindsOf(state, { lossReported: true })).toEqual([]);
    },
  );

  it('says something else only where it changes or corrects', () => {
    expect(versionKinds.filter(mayAlterFace)).toEqual(['change', 'correct']);
  });
});

describe('entitlements of a department', () => {
  const entitle = (from: number, until?: number, type = 'A') =>
    ({ type, from, ...(until === undefined ? {} : { until }) }) as Entitlement;
  const own = entitle(10, 20);

  it.each([
    ['ends as it begins', entitle(5, 10), false],
    ['begins as it ends', entitle(20, 30), false],
    ['ends in it', entitle(5, 11), true],
    ['begins in it', entitle(19, 30), true],
    ['lies in it', entitle(12, 13), true],
    ['has no end and began before', entitle(5), true],
    ['has no end and begins later', entitle(20), false],
    ['is of another type', entitle(5, 15, 'B'), false],
    ['is the same, as it stood', entitle(10, 15), false],
  ])('do not overlap: one that %s', (_how, other, isOverlap) => {
    expect(overlapOf(own, [other])).toBe(isOverlap ? other : undefined);
  });

  it('without an end overlap whatever comes after', () => {
    expect(overlapOf(entitle(10), [entitle(900, 901)])).toEqual(entitle(900, 901));
  });

  it('end now or later, and not again once they have ended', () => {
    expect([19, 20, 21].map((now) => endsTooSoon(own, at(now)))).toEqual([false, false, true]);
    expect([19, 20, 21].map((now) => hasEnded(own, at(now)))).toEqual([false, true, true]);
    expect([endsTooSoon(entitle(1), at(9)), hasEnded(entitle(1), at(9))]).toEqual([false, false]);
  });
});

describe('what a counter asks a holder for', () => {
  const stateAt = (now: number, decision?: 'approved' | 'declined') =>
    requestStateAt({ expiresAt: 10, decision } as unknown as RetrievalRequest, at(now));

  it('waits, is decided, and is over at its end whatever was decided', () => {
    expect([stateAt(9), stateAt(9, 'approved'), stateAt(9, 'declined')]).toEqual([
      ...['waiting', 'approved', 'declined'],
    ]);
    expect([stateAt(10), stateAt(10, 'approved')]).toEqual(['expired', 'expired']);
  });

  it('is told to nobody but whoever sees its code: it stands behind #', () => {
    const address = new URL(
      toRequestAddress('https://ln.example', 'request-1' as RetrievalRequestId),
    );
    expect([address.pathname, address.hash]).toEqual(['/a', '#request-1']);
  });
});
