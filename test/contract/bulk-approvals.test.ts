import { createHash } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkKeys } from '../../shared/adapters/aws/dynamo-bulk-keys.ts';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import type { LicenceId, LicenceTypeCode } from '../../shared/domain/ids.ts';
import { trailRefOf } from '../../shared/domain/trail.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { sampleType } from '../build/sample-types.ts';

const type = { ...sampleType('foodPermit'), approval: 'second-person' } as const;
const approver = { as: 'an-approver' };

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
  await bulk.zone.directoryWriter.putLicenceType({ ...type, version: type.version + 1 });
});
afterAll(() => bulk?.close());

let from = 0;
/** A checked job of so many rows of a type that wants a second person. */
function bring(rows: number, version = type.version + 1): Promise<BulkJobId> {
  from += 1000;
  return bulk.bring(toRows(rows, from), { approval: 'second-person', typeVersion: version });
}
const approvalOf = async (id: BulkJobId) => {
  const read = { TableName: 'jobs', Key: bulkKeys.approval(id) };
  return (await bulk.zone.client.send(new GetItemCommand(read))).Item;
};
const refusal = (code: string, reason?: string) =>
  expect.objectContaining({ code, details: expect.objectContaining(reason ? { reason } : {}) });

describe('a job of a type that wants a second person', () => {
  it('is checked and waits, though it was to start at once', async () => {
    const id = await bring(3);
    const job = await bulk.find(id);
    const file = createHash('sha256').update(toRows(3, from)).digest('hex');
    expect(job).toMatchObject({ state: 'checked', start: 'at-once', fileDigest: file });
    await bulk.drain();
    expect((await bulk.find(id)).state).toBe('checked');
  });

  it('is approved by nobody who brought it, who may not approve, or who saw something else', async () => {
    const id = await bring(1);
    const { client } = await bulk.find(id);
    const refused = (by: object, code: string, reason?: string) =>
      expect(bulk.change(id, 'running', by)).rejects.toEqual(refusal(code, reason));
    await refused({ as: client }, 'same-client');
    await refused({ ...approver, scopes: ['licences:issue', 'licences:change'] }, 'forbidden');
    const other = 'other' as LicenceTypeCode;
    const rights = [{ actions: ['approve'], licenceTypes: [other] }];
    await refused({ ...approver, rights }, 'forbidden', 'not-in-authorization-details');
    await refused({ ...approver, fileDigest: '0'.repeat(64) }, 'state-conflict', 'preview-changed');
    expect(await bulk.find(id)).toMatchObject({ state: 'checked' });
    expect(await approvalOf(id)).toBeUndefined();
    // who may approve may say no as well
    await bulk.change(id, 'cancelled', { ...approver, scopes: ['licences:approve'] });
    expect(await bulk.find(id)).toMatchObject({ state: 'cancelled' });
  });

  it('is not approved once the type is defined anew: that is not what was checked', async () => {
    const id = await bring(1, type.version);
    const approving = bulk.change(id, 'running', approver);
    await expect(approving).rejects.toEqual(refusal('state-conflict', 'preview-changed'));
  });

  it('is issued when another client approves it, and says who did, in every licence and in a record of its own', async () => {
    const id = await bring(120);
    const { client, fileDigest = '' } = await bulk.find(id);
    await bulk.change(id, 'running', { ...approver, fileDigest });
    bulk.turns.held.length = 0;
    await bulk.sound.takeTurn();
    // approved once, it is paused and resumed like any other
    await bulk.change(id, 'paused');
    await bulk.change(id, 'running', { as: client, scopes: ['licences:issue'] });
    await bulk.drain();
    expect(await bulk.find(id)).toMatchObject({
      ...{ state: 'finished', approvedBy: 'an-approver' },
      counts: { issued: 120, rejected: 0, repeated: 0 },
    });
    const [first] = await bulk.outcomesOf(id);
    const { reader } = bulk.zone.makeContainer();
    const entries = await reader.listEntries(first?.licenceId as LicenceId);
    expect(entries.map(({ by, approvedBy }) => [by, approvedBy])).toEqual(
      entries.map(() => [client, 'an-approver']),
    );
    expect(await approvalOf(id)).toMatchObject({
      by: { S: 'an-approver' },
      rows: { N: '120' },
      fileDigest: { S: fileDigest },
    });
    const write = { pk: `job#${id}`, sk: 'approval' };
    expect(trailRefOf(write)).toEqual({ of: 'job', id, entry: 'approved' });
  });

  it('is approved once, whatever becomes of a call', { timeout: 60_000 }, async () => {
    const counting = makeNetworkPlan();
    await bulk.change(await bring(1), 'running', {
      ...approver,
      worker: bulk.makeWorker(counting),
    });
    expect(counting.calls).not.toEqual([]);
    for (let at = 1; at <= counting.calls.length; at += 1) {
      for (const fault of tableFaults) {
        const id = await bring(1);
        const key = `approve-${at}-${fault}`;
        const worker = bulk.makeWorker(makeNetworkPlan(at, fault));
        await bulk.change(id, 'running', { ...approver, key, worker }).catch(() => undefined);
        await bulk.change(id, 'running', { ...approver, key });
        const where = `${fault} call ${at} (${counting.calls[at - 1]})`;
        expect(await bulk.find(id), where).toMatchObject({
          ...{ state: 'running', approvedBy: 'an-approver' },
        });
        expect((await approvalOf(id))?.['by'], where).toEqual({ S: 'an-approver' });
      }
    }
  });
});
