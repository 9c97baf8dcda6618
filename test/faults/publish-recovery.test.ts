import { inflateSync } from 'node:zlib';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent, SQSBatchResponse } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Moment } from '../../shared/domain/ids.ts';
import { readJws } from '../../shared/formats/jws.ts';
import { readStatusList, statusAt } from '../../shared/formats/status-list.ts';
import { makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { claimsOf, departments, permitType, sha256Of } from '../build/publishing.ts';
import {
  type PublishingContainer,
  type PublishingZone,
  startPublishingZone,
  toNoticeEvent,
} from '../build/publishing-zone.ts';

// deterministic, but the machine may be busy
vi.setConfig({ testTimeout: 180_000 });

let zone: PublishingZone;
let cases = 0;
const violations: string[] = [];
beforeAll(async () => {
  zone = await startPublishingZone();
  for (const department of departments) await zone.writer.putDepartment(department);
});
afterAll(() => zone?.close());

/** Who brings a change to the public that met a fault on its way. */
const recoveries = ['the notice that comes again', 'the clock alone'] as const;

/** One published thing: how it changes, who publishes it, whether the public sees the change. */
interface Published {
  readonly name: string;
  change(): Promise<void>;
  publish(container: PublishingContainer, event: 'notice' | 'clock'): Promise<SQSBatchResponse>;
  isSeen(): Promise<boolean>;
}

const textAt = async (path: string) =>
  Buffer.from((await zone.shelf.find(path))?.body ?? []).toString();

const list = 'north-000001';
let withdrawn = 0;

async function putItem(item: Record<string, { S: string } | { N: string }>): Promise<void> {
  await zone.client.send(new PutItemCommand({ TableName: 'register', Item: item }));
}

const statusList: Published = {
  name: 'status list',
  change: async () => {
    withdrawn += 1;
    const sk = String(withdrawn).padStart(6, '0');
    await putItem({ pk: { S: 'lists' }, sk: { S: list } });
    await putItem({ pk: { S: `list#${list}` }, sk: { S: sk }, status: { N: '12' } });
  },
  publish: ({ publishStatusList }, event) =>
    publishStatusList(event === 'clock' ? { clock: true } : toNoticeEvent({ statusList: list })),
  isSeen: async () => {
    const compact = await textAt(`status-lists/${list}`);
    if (compact === '') return false;
    const { payload } = readJws(compact, { typ: 'statuslist+jwt', maxBytes: 100_000 });
    const inflate = (bytes: Uint8Array) => new Uint8Array(inflateSync(bytes));
    const { bytes } = await readStatusList(payload, { inflate });
    const all = Array.from({ length: withdrawn }, (_, at) => statusAt(bytes, 4, at + 1));
    return all.every((status) => status === 12) && statusAt(bytes, 4, withdrawn + 1) === 0;
  },
};

const department = departments[0]?.code ?? ('' as never);
let entitled = 0;

const trustList: Published = {
  name: 'trust list',
  change: async () => {
    entitled += 1;
    const from = (entitled * 1000) as Moment;
    await zone.writer.putEntitlement({ department, type: permitType, from });
  },
  publish: ({ publishTrustList }, event) =>
    publishTrustList(event === 'clock' ? { clock: true } : toNoticeEvent({ department })),
  isSeen: async () => {
    const compact = await textAt('trust-list');
    if (compact === '') return false;
    const { departments: named } = claimsOf(compact) as {
      departments: { code: string; sheet: string }[];
    };
    const digest = named.find(({ code }) => code === department)?.sheet ?? '';
    const sheet = await textAt(`departments/${department}/sheets/${digest}`);
    if (sha256Of(sheet) !== digest) violations.push('a sheet that is not the one that is named');
    const { may_issue: mayIssue } = claimsOf(sheet) as { may_issue: unknown[] };
    return mayIssue.length === entitled;
  },
};

const failedOf = (outcome: SQSBatchResponse | undefined) =>
  outcome === undefined || outcome.batchItemFailures.length > 0;

/** A publisher that says it is done has done it; otherwise the recovery does it. */
async function strike(published: Published, at: number, by: (typeof recoveries)[number]) {
  for (const fault of tableFaults) {
    await published.change();
    const struck = zone.makeContainer(makeNetworkPlan(at, fault));
    const outcome = await published.publish(struck, 'notice').catch(() => undefined);
    const name = `${published.name}, call ${at}, ${fault}, ${by}`;
    if (!failedOf(outcome) && !(await published.isSeen())) violations.push(`${name}: said done`);
    const event = by === 'the clock alone' ? 'clock' : 'notice';
    const again = await published.publish(zone.makeContainer(), event);
    if (failedOf(again)) violations.push(`${name}: not recovered`);
    if (!(await published.isSeen())) violations.push(`${name}: not what the tables say`);
    cases += 1;
  }
}

describe.each([statusList, trustList])('the published $name (R03, R05)', (published) => {
  it.each(recoveries)('is what the tables say, by %s', async (by) => {
    await published.change();
    await published.publish(zone.makeContainer(), 'notice');
    await published.change();
    const dry = makeNetworkPlan();
    await published.publish(zone.makeContainer(dry), 'notice');
    expect(await published.isSeen()).toBe(true);
    for (let at = 1; at <= dry.calls.length; at += 1) await strike(published, at, by);
    expect(violations).toEqual([]);
  });

  it('takes in on the clock what was never relayed at all', async () => {
    await published.change();
    expect(await published.isSeen()).toBe(false);
    await published.publish(zone.makeContainer(), 'clock');
    expect(await published.isSeen()).toBe(true);
  });
});

const streamEvent = (sequence: number): DynamoDBStreamEvent => ({
  Records: [
    {
      eventName: 'INSERT',
      dynamodb: {
        Keys: { pk: { S: `list#${list}` }, sk: { S: '000001' } },
        SequenceNumber: String(sequence),
      },
    },
  ],
});

describe('relaying a change (R05)', () => {
  it.each(tableFaults)('sends a notice or says that it did not: %s', async (fault) => {
    await zone.takeNotices();
    const struck = zone.makeContainer(makeNetworkPlan(1, fault));
    const { batchItemFailures } = await struck.relay(streamEvent(7));
    expect(batchItemFailures).toEqual([{ itemIdentifier: '7' }]);
    expect(await zone.takeNotices()).toHaveLength(fault === 'before' ? 0 : 1);
    expect(await zone.makeContainer().relay(streamEvent(7))).toEqual({ batchItemFailures: [] });
    expect(await zone.takeNotices()).toEqual([JSON.stringify({ statusList: list })]);
    cases += 1;
  });
});

it('counts its cases and no violation', () => {
  console.log(`publishing: ${cases} cases, ${violations.length} violations`);
  expect(cases).toBeGreaterThan(100);
  expect(violations).toEqual([]);
});
