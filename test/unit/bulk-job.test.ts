import { describe, expect, it } from 'vitest';
import {
  askedJobStates,
  bulkJobStates,
  bulkOperations,
  mayBecome,
  needsSecondPerson,
  rowsWaiting,
  toPace,
  toTurnOrder,
  wantsSecondPerson,
  workKindOf,
} from '../../shared/domain/bulk-job.ts';
import type { ClientId, DepartmentCode, Moment } from '../../shared/domain/ids.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';

const running = (department: string, lastTurnAt: number) => ({
  id: makeBulkJob().id,
  department: department as DepartmentCode,
  lastTurnAt: lastTurnAt as Moment,
});

describe('whose turn it is', () => {
  it('lets the department come first that has waited longest, however many jobs another has', () => {
    const busy = Array.from({ length: 5 }, (_, at) => running('A', at));
    const waiting = running('B', 3);
    expect(toTurnOrder([...busy, waiting])[0]).toBe(waiting);
  });

  it('lets jobs of one department take turns', () => {
    const [first, second] = [running('A', 7), running('A', 5)];
    expect(toTurnOrder([first, second])).toEqual([second, first]);
  });

  it('brings fifty rows through in the time of a few turns beside five thousand', () => {
    const small = running('B', 0);
    let large = running('A', 0);
    let turns = 0;
    let next: string | undefined;
    while (next !== small.id) {
      next = toTurnOrder([large, small])[0]?.id;
      turns += 1;
      large = { ...large, lastTurnAt: turns as Moment };
    }
    expect(turns).toBeLessThanOrEqual(2);
  });
});

describe('a job', () => {
  it('may be started, paused and cancelled until it has ended, and no more then', () => {
    const moves = bulkJobStates.flatMap((from) =>
      askedJobStates.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(moves).toEqual([
      'checked → running',
      'checked → cancelled',
      'running → paused',
      'running → cancelled',
      'paused → running',
      'paused → cancelled',
    ]);
  });

  it('that changes more than twenty licences is started by a second person', () => {
    const ofRows = (rows: number) => ({ rows, rejected: 0, repeated: 0, reasons: {}, faults: [] });
    const job = (rows: number) => makeBulkJob({ operation: 'change-state', check: ofRows(rows) });
    expect([20, 21].map((rows) => wantsSecondPerson(job(rows)))).toEqual([false, true]);
    expect(wantsSecondPerson(makeBulkJob({ operation: 'change-state' }))).toBe(false);
    expect(workKindOf(job(21))).toBe('job-approval');
    expect(workKindOf(job(20))).toBe('job');
    const many = bulkOperations.map((operation) => ({ ...job(21), operation }));
    expect(many.filter(wantsSecondPerson).map(({ operation }) => operation)).toEqual([
      'change-state',
    ]);
  });

  it('of a type that wants a second person waits for one until it is approved', () => {
    const job = makeBulkJob({ approval: 'second-person' });
    expect([wantsSecondPerson(job), needsSecondPerson(job)]).toEqual([true, true]);
    const approved = { ...job, approvedBy: 'second' as ClientId };
    expect([wantsSecondPerson(approved), needsSecondPerson(approved)]).toEqual([true, false]);
    expect(workKindOf(approved)).toBe('job');
  });

  it('has no rows before it is checked', () => {
    expect(rowsWaiting(makeBulkJob())).toBe(0);
  });

  it('says how fast it goes and how long it will take', () => {
    const check = { rows: 1000, rejected: 0, repeated: 0, reasons: {}, faults: [] };
    const counts = { issued: 200, rejected: 50, repeated: 0 };
    const times = { startedAt: 1000 as Moment, countedAt: 3500 as Moment };
    expect(toPace(makeBulkJob({ check, counts, ...times }))).toEqual({
      rowsPerSecond: 100,
      secondsLeft: 8,
    });
    expect(toPace(makeBulkJob({ check, counts }))).toBeUndefined();
    // of a job that was paused only what was done since it was resumed
    const resumed = { at: 3000 as Moment, rows: 200 };
    expect(toPace(makeBulkJob({ check, counts, ...times, resumed }))).toEqual({
      rowsPerSecond: 100,
      secondsLeft: 8,
    });
    const nothingYet = { at: 4000 as Moment, rows: 250 };
    expect(toPace(makeBulkJob({ check, counts, ...times, resumed: nothingYet }))).toBeUndefined();
  });
});
