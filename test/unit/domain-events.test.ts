import { describe, expect, it } from 'vitest';
import { toCounted } from '../../shared/domain/act-count.ts';
import { answerableFor, toComplainedUse } from '../../shared/domain/complaint.ts';
import type { ServiceEvent } from '../../shared/domain/event.ts';
import { factOf, waitingFactOf } from '../../shared/domain/fact.ts';
import type {
  ClientId,
  DepartmentCode,
  HolderDigest,
  LicenceId,
  Moment,
} from '../../shared/domain/ids.ts';
import { toTrailText, trailRefOf } from '../../shared/domain/trail.ts';
import { coHoldersOf, toUseOf, type UseRecord } from '../../shared/domain/use-record.ts';
import {
  nextAttemptAt,
  pausedUntil,
  retryDelays,
  secretsInUse,
  wants,
} from '../../shared/domain/webhook.ts';

const at = (moment: number) => moment as Moment;

describe('what a write says that others are told of', () => {
  it.each([
    [
      { pk: 'L', sk: 'entry#0002' },
      { of: 'licence', id: 'L', entry: 'entry#0002' },
    ],
    [
      { pk: 'L', sk: 'entry#0011' },
      { of: 'licence', id: 'L', entry: 'entry#0011' },
    ],
    [
      { pk: 'made#r-1', sk: 'x' },
      { of: 'retrieval', id: 'r-1', entry: 'x' },
    ],
    [
      { pk: 'seal#s-1', sk: 'head', seq: '3' },
      { of: 'seal', id: 's-1', entry: '3' },
    ],
    [
      { pk: 'job#j', sk: 'head', state: 'finished' },
      { of: 'job', id: 'j', entry: 'finished' },
    ],
    [
      { pk: 'job#j', sk: 'head', state: 'failed' },
      { of: 'job', id: 'j', entry: 'finished' },
    ],
  ])('%o is a fact', (write, fact) => {
    expect(factOf(write)).toEqual(fact);
    expect(trailRefOf(write)).toEqual(fact);
  });

  it.each([
    [{ pk: 'L', sk: 'entry#0001' }],
    [{ pk: 'seal#s-1', sk: 'head' }],
    [{ pk: 'seal#s-1', sk: 'image', seq: '3' }],
    [{ pk: 'job#j', sk: 'head', state: 'running' }],
    [{ pk: 'job#j', sk: 'row#1', state: 'finished' }],
    [{ pk: 'other#j', sk: 'head', state: 'finished', seq: '3' }],
  ])('%o is none', (write) => expect(trailRefOf(write)).toBeUndefined());

  it('is what waits for somebody: drafts, and jobs that need a word', () => {
    const waiting = { of: 'job', id: 'j', entry: 'paused' };
    expect(waitingFactOf({ pk: 'job#j', sk: 'head', state: 'paused' })).toEqual(waiting);
    expect(waitingFactOf({ pk: 'job#j', sk: 'head', state: 'running' })).toBeUndefined();
    expect(waitingFactOf({ pk: 'job#j', sk: 'row', state: 'paused' })).toBeUndefined();
    expect(waitingFactOf({ pk: 'seal#j', sk: 'head', state: 'paused' })).toBeUndefined();
    const kept = { of: 'draft', id: 'd-1', entry: 'kept' };
    expect(waitingFactOf({ pk: 'drafts#x', sk: '5#d-1' })).toEqual(kept);
  });
});

describe('the trail', () => {
  it.each([
    [
      { pk: 'history#client#c', sk: '7' },
      { of: 'directory', id: 'client#c', entry: '7' },
    ],
    [
      { pk: 'authorisation#a', sk: 'authorisation', uses: '0' },
      { of: 'authorisation', id: 'a', entry: 'given' },
    ],
    [
      { pk: 'delegation#d', sk: 'delegation', uses: '0', acceptedAt: '5' },
      { of: 'delegation', id: 'd', entry: 'accepted' },
    ],
    [
      { pk: 'delegation#d', sk: 'delegation', uses: '4', overAt: '5' },
      { of: 'delegation', id: 'd', entry: 'over' },
    ],
    [
      { pk: 'uses#h', sk: '5#duty-check-0a-1' },
      { of: 'use', id: 'duty-check-0a-1', entry: 'made' },
    ],
    [
      { pk: 'uses#h', sk: '5#field-check-0a' },
      { of: 'use', id: 'field-check-0a', entry: 'made' },
    ],
    [
      { pk: 'job#j', sk: 'approval' },
      { of: 'job', id: 'j', entry: 'approved' },
    ],
    [
      { pk: 'complaints#d', sk: 'c-1' },
      { of: 'complaint', id: 'c-1', entry: 'made' },
    ],
    [
      { pk: 'complaint-answer#c-1', sk: 'x' },
      { of: 'complaint', id: 'c-1', entry: 'answered' },
    ],
  ])('has %o', (write, ref) => expect(trailRefOf(write)).toEqual(ref));

  it.each([
    ['a leave that was used', { pk: 'authorisation#a', sk: 'authorisation', uses: '1' }],
    ['another’s pointer to a leave', { pk: 'holder#a', sk: 'authorisation', uses: '0' }],
    ['anything else', { pk: 'thing#1', sk: 'thing', uses: '0' }],
    ['an approval of another thing', { pk: 'licence#1', sk: 'approval' }],
    ['a job that is taken', { pk: 'job#1', sk: 'head' }],
    ['a retrieval, which stands there already', { pk: 'uses#h', sk: '5#retrieval-0a' }],
    ['a check elsewhere', { pk: 'held#h', sk: '5#duty-check-0a' }],
    ['something that goes on behind a check', { pk: 'uses#h', sk: '5#duty-check-0a#x' }],
    ['a party’s complaint, which says whose', { pk: 'complained#h', sk: 'c-1' }],
  ])('has nothing of %s', (_what, write) => expect(trailRefOf(write)).toBeUndefined());

  it('puts every part of a row on a line of its own', () => {
    const fact = { of: 'use', id: 'i', entry: 'made', digest: 'D' } as const;
    const row = { number: 2, at: at(5), previous: 'P', fact };
    expect(toTrailText(row)).toBe('2\n5\nP\nD\nuse\ni\nmade');
  });
});

describe('acts that are counted', () => {
  const data = { licenceType: 'T', sealId: 'S' };
  const eventOf = (type: string, more: object = {}) =>
    ({
      type,
      at: Date.UTC(2026, 10, 30, 16),
      data: { ...data, ...more },
    }) as unknown as ServiceEvent;
  const counted = { month: '2026-12', licenceType: 'T', sealId: 'S' };

  it.each([
    [eventOf('licence.issued'), 'issued'],
    [eventOf('licence.superseded'), 'superseded'],
    [eventOf('licence.state-changed', { state: 'withdrawn' }), 'withdrawn'],
  ])('are those on licences, in the month that it is here', (event, act) => {
    expect(toCounted(event)).toEqual({ ...counted, act });
  });

  it.each([
    [eventOf('licence.expiring')],
    [eventOf('licence.state-changed')],
    [eventOf('licence.issued', { sealId: undefined })],
    [eventOf('seal.applied', { state: 'enabled' })],
  ])('are no others', (event) => expect(toCounted(event)).toBeUndefined());
});

describe('an endpoint', () => {
  it('is tried ten times in three days, and then no more', () => {
    const attempts = Array.from({ length: 10 }, (_, index) => nextAttemptAt(index + 1, at(0)));
    expect(attempts.at(0)).toBe(5000);
    expect(attempts.at(8)).toBe(24 * 3_600_000);
    expect(attempts.at(9)).toBeUndefined();
    const inAll = retryDelays.reduce((sum, delay) => sum + delay, 0);
    expect(inAll / 3_600_000).toBeCloseTo(75.6, 1);
    expect(retryDelays).toEqual([...retryDelays].sort((one, other) => one - other));
  });

  it('that fails altogether is left alone longer each time, a day at most', () => {
    expect([0, 1, 2, 9, 99].map((rounds) => pausedUntil(rounds, at(1)))).toEqual([
      ...[1, 5001, 300_001, 86_400_001, 86_400_001],
    ]);
  });

  it('is signed to with the old secret too, until that ends', () => {
    const [old, current] = [
      { id: 'a', madeAt: at(0), endsAt: at(9) },
      { id: 'b', madeAt: at(1) },
    ];
    const inUse = (now: number) => secretsInUse({ secrets: [old, current] }, at(now));
    expect([inUse(8), inUse(9)]).toEqual([[old, current], [current]]);
  });

  it('wants what it named, or all', () => {
    expect(wants({ types: ['seal.made'] }, 'seal.made')).toBe(true);
    expect(wants({ types: ['seal.made', 'seal.enabled'] }, 'seal.enabled')).toBe(true);
    expect(wants({ types: ['seal.made'] }, 'seal.enabled')).toBe(false);
    expect(wants({}, 'seal.enabled')).toBe(true);
  });
});

describe('a use of licences of several holders', () => {
  const digest = (text: string) => text as HolderDigest;
  const id = (text: string) => text as LicenceId;
  const held = [
    { licenceId: id('A'), holders: [digest('me'), digest('co'), digest('co')] },
    { licenceId: id('B'), holders: [digest('co'), digest('other')] },
    { licenceId: id('C'), holders: [digest('me')] },
  ];
  const coHolders = coHoldersOf(held, [digest('me')]);

  it('stands with each co-holder once, for what is theirs', () => {
    expect(coHolders).toEqual([
      { digest: 'co', licences: ['A', 'B'] },
      { digest: 'other', licences: ['B'] },
    ]);
  });

  it('tells a co-holder of their own licences, and nothing of another’s leave', () => {
    const licences = ['A', 'B', 'C'].map((licenceId) => ({ licenceId, items: [] }));
    const use = { id: 'u', authorisation: 'a-1', licences } as unknown as UseRecord;
    const [, other = { digest: digest(''), licences: [] }] = coHolders;
    expect(toUseOf(other, use)).toEqual({ id: 'u', licences: [{ licenceId: 'B', items: [] }] });
  });

  it('is answered for by the department of whoever made it, or the client of none', () => {
    const client = 'c' as ClientId;
    expect(answerableFor({ client, name: 'n' })).toBe('c');
    expect(answerableFor({ client, name: 'n', department: 'd' as DepartmentCode })).toBe('d');
    const use = { id: 'u', at: at(5), verifier: { client }, purpose: {}, licences: [] };
    expect(toComplainedUse(use as unknown as UseRecord)).toEqual({
      ...{ useId: 'u', usedAt: 5, verifier: { client }, purpose: {} },
    });
  });
});
