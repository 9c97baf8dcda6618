import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoIssueRootRecords } from '../../shared/adapters/aws/dynamo-issue-root-records.ts';
import type { IssueRootRecord } from '../../shared/ports/issue-root-records.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { type JournalZone, startJournalZone } from '../build/journal-zone.ts';

let zone: JournalZone;
beforeAll(async () => {
  zone = await startJournalZone();
});
afterAll(() => zone?.close());

const records = (plan = makeNetworkPlan()) =>
  makeDynamoIssueRootRecords({ client: zone.makeClient(plan), table: 'shelf' });

const toRecord = (number: number, compact: string): IssueRootRecord => ({
  ...{ number, compact, digest: `digest of ${compact}`, issuedAt: 7330, from: 3600, until: 7200 },
  ...{ size: 65_536, part: 1 },
});

describe('the record of issue roots', () => {
  it('gives the latest as it was written, by number', async () => {
    expect(await records().latest()).toBeUndefined();
    for (const number of [1, 2, 9, 10]) {
      expect(await records().append(toRecord(number, `root ${number}`))).toBe('appended');
    }
    expect(await records().latest()).toEqual(toRecord(10, 'root 10'));
  });

  it('gives a number once, whoever comes second and however often', async () => {
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((name) => records().append(toRecord(11, name))),
    );
    expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(1);
    const stands = await records().latest();
    expect(await records().append(toRecord(11, 'four'))).toBe('taken');
    expect(await records().latest()).toEqual(stands);
  });

  it('calls its own number taken when its answer was lost: the record stands all the same', async () => {
    const lost = records(makeNetworkPlan(1, 'again'));
    expect(await lost.append(toRecord(12, 'root 12'))).toBe('taken');
    expect(await records().latest()).toEqual(toRecord(12, 'root 12'));
  });
});
