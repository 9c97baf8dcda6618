import { describe, expect, it } from 'vitest';
import type { ClientId, HolderDigest } from '../../shared/domain/ids.ts';
import { type LicenceState, licenceStates } from '../../shared/domain/licence.ts';
import { foldEntries } from '../../shared/domain/licence-fold.ts';
import {
  askableStates,
  askedChange,
  isEnded,
  nextState,
  outwardCodeOf,
  stateOfStatus,
  statusOf,
} from '../../shared/domain/licence-state.ts';
import { isByHolder, standingReporter, toReporter } from '../../shared/domain/loss-report.ts';

const pairs = licenceStates.flatMap((from) => licenceStates.map((to) => [from, to] as const));

/** The table of the law, written out once more: from → to. */
const permitted: Readonly<Partial<Record<LicenceState, readonly LicenceState[]>>> = {
  reserved: ['valid', 'void'],
  valid: [
    'suspended',
    'withdrawn',
    'penalty-revoked',
    'deregistered',
    'transferred',
    'superseded',
    'rescinded',
    'void',
    'other',
  ],
  suspended: [
    'valid',
    'withdrawn',
    'penalty-revoked',
    'deregistered',
    'superseded',
    'rescinded',
    'other',
  ],
  transferred: ['valid'],
  withdrawn: ['deregistered'],
  'penalty-revoked': ['deregistered'],
};

describe('the states of a licence', () => {
  it('follow each other as the table says, and in no other way', () => {
    for (const [from, to] of pairs)
      expect([from, to, nextState(from, to) !== undefined]).toEqual([
        from,
        to,
        permitted[from]?.includes(to) ?? false,
      ]);
  });

  it('are published with the values agreed', () => {
    const table = licenceStates.map((state) => [state, outwardCodeOf(state), statusOf(state)]);
    expect(table).toEqual([
      ['reserved', undefined, 0x00],
      ['valid', '01', 0x00],
      ['suspended', '02', 0x02],
      ['withdrawn', '03', 0x0c],
      ['penalty-revoked', '07', 0x0d],
      ['deregistered', '04', 0x0e],
      ['transferred', '06', 0x0f],
      ['superseded', '05', 0x03],
      ['rescinded', '99', 0x01],
      ['void', '05', 0x01],
      ['other', '99', 0x01],
    ]);
  });

  it('keep the published ground when a withdrawn licence is deregistered', () => {
    for (const from of ['withdrawn', 'penalty-revoked'] as const)
      expect(nextState(from, 'deregistered')).toEqual({
        entry: 'deregistered',
        state: from,
        status: statusOf(from),
      });
  });

  it('absorb once they have ended', () => {
    for (const [from, to] of pairs) {
      const change = nextState(from, to);
      if (isEnded(from) && change) expect(change.state).toBe(from);
    }
  });

  it('may not be asked for where issuing decides', () => {
    expect(askableStates).not.toContain('reserved');
    expect(askableStates).not.toContain('superseded');
    for (const to of askableStates) expect(askedChange({ state: 'reserved' }, to)).toBeUndefined();
    expect(askedChange({ state: 'valid' }, 'void')).toMatchObject({ state: 'void' });
    expect(askedChange({ state: 'suspended' }, 'valid')).toMatchObject({ status: 0 });
    expect(askedChange({ state: 'suspended' }, 'suspended')).toBeUndefined();
    const lost = { state: 'suspended', lossReported: true } as const;
    for (const to of ['void', 'transferred'] as const)
      expect(askedChange(lost, to)).toBeUndefined();
    const over = { state: 'withdrawn', lossReported: true } as const;
    expect(askedChange(over, 'suspended')).toBeUndefined();
    expect(askedChange(lost, 'suspended')).toMatchObject({ entry: 'suspended', status: 2 });
  });

  it('leave a holder’s report standing until an entry makes the licence valid', () => {
    const holder = toReporter('d' as HolderDigest);
    const entry = (state: LicenceState, by: string, lossReported = false) =>
      ({ state, by: by as ClientId, lossReported }) as const;
    const lost = [entry('valid', 'client'), entry('suspended', holder, true)];
    expect(standingReporter(lost)).toBe(holder);
    expect(standingReporter([...lost, entry('suspended', 'client')])).toBe(holder);
    const back = [...lost, entry('suspended', 'client'), entry('suspended', 'client', true)];
    expect(standingReporter(back)).toBe(holder);
    expect(standingReporter([...back, entry('valid', holder)])).toBeUndefined();
    expect(standingReporter([entry('suspended', 'client', true)])).toBeUndefined();
    expect(standingReporter([entry('suspended', holder)])).toBeUndefined();
    expect(isByHolder(holder)).toBe(true);
    expect(isByHolder('household:x')).toBe(false);
  });

  it('are not deregistered twice', () => {
    const again = { state: 'withdrawn', alsoDeregistered: true } as const;
    expect(askedChange(again, 'deregistered')).toBeUndefined();
  });

  it('are told from the list: unused values stand for nothing', () => {
    const states = Array.from({ length: 16 }, (_, status) => stateOfStatus(status));
    expect(states.filter((state) => state === 'valid')).toHaveLength(1);
    expect(stateOfStatus(1)).toBe('invalid');
    expect(stateOfStatus(4)).toBeUndefined();
    expect(stateOfStatus(16)).toBeUndefined();
    for (const state of licenceStates)
      if (statusOf(state) > 1) expect(stateOfStatus(statusOf(state))).toBe(state);
  });
});

describe('the entries of a licence', () => {
  const entry = (seq: number, state: LicenceState, epoch = 1) => ({
    region: 'a',
    epoch,
    seq,
    state,
  });

  it('say nothing when there are none', () => {
    expect(foldEntries([])).toBeUndefined();
  });

  it('give the last state written', () => {
    const entries = [entry(3, 'valid'), entry(1, 'reserved'), entry(2, 'suspended')];
    expect(foldEntries(entries)).toEqual({
      state: 'valid',
      status: 0,
      seq: 3,
      alsoDeregistered: false,
    });
  });

  it('never bring a licence back, even from a later lease', () => {
    const entries = [entry(4, 'valid', 9), entry(3, 'withdrawn'), entry(5, 'deregistered')];
    expect(foldEntries(entries)).toEqual({
      state: 'withdrawn',
      status: 0x0c,
      seq: 5,
      alsoDeregistered: true,
    });
  });

  it('keep a deregistration that came first', () => {
    expect(foldEntries([entry(2, 'deregistered'), entry(3, 'withdrawn')])).toMatchObject({
      state: 'deregistered',
      alsoDeregistered: false,
    });
  });
});
