import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeDynamoSeals, makeDynamoSealWriter } from '../../shared/adapters/aws/dynamo-seals.ts';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import type { DepartmentCode, LicenceTypeCode, Moment, SealId } from '../../shared/domain/ids.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { sampleSealImage, sealId } from '../build/sample-seal.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

const manyRows = Number(process.env['BULK_MANY_ROWS'] ?? 400);
const fewRows = Number(process.env['BULK_FEW_ROWS'] ?? 20);
const workersAtOnce = 2;

const other = '11210000MB9Y1002XB' as DepartmentCode;
const otherSeal = 'seal-00000000000000000000000002' as SealId;

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
  await addOther(bulk);
});
afterAll(() => bulk?.close());

/** Another department that issues the same type, with a seal of its own over the same key. */
async function addOther({ zone }: BulkZone): Promise<void> {
  const { client, clock, directoryWriter } = zone;
  await directoryWriter.putDepartment({ ...sampleDepartment(), code: other });
  const type = sampleTypeCodes.foodPermit as LicenceTypeCode;
  await directoryWriter.putEntitlement({ department: other, type, from: 0 as Moment });
  const seals = { client, table: 'seals', clock };
  const seal = await makeDynamoSeals(seals).findHead(sealId);
  if (seal === undefined || !('making' in seal)) throw new Error('no seal to copy');
  const writer = makeDynamoSealWriter(seals);
  const { name, kind, making, entries } = seal;
  const [first] = entries;
  if (first === undefined) throw new Error('a seal without entries');
  const by = { at: first.at, by: first.by };
  const applied = { seq: 1, state: 'applied', ...by } as const;
  await writer.create({
    ...{ id: otherSeal, department: other, name, kind, image: sampleSealImage },
    ...{ entries: [applied], state: 'applied' },
  });
  await writer.append(otherSeal, { seq: 2, state: 'made', ...by }, { making });
  await writer.append(otherSeal, { seq: 3, state: 'enabled', ...by });
}

/** Takes turns, a few side by side, until a job is through; which came first, and how far the other was. */
async function runUntilOneEnds(jobs: readonly BulkJobId[]): Promise<BulkJobId> {
  for (;;) {
    await Promise.all(Array.from({ length: workersAtOnce }, () => bulk.sound.takeTurn()));
    bulk.zone.clock.advance(1000);
    const found = await Promise.all(jobs.map(bulk.find));
    const ended = found.filter(({ state }) => state === 'finished');
    if (ended.length > 1) throw new Error('both ended in one round');
    if (ended[0]) return ended[0].id;
  }
}

it(`a department's ${fewRows} rows end before another's ${manyRows} that were there first`, {
  timeout: 300_000,
}, async () => {
  const many = await bulk.bring(toRows(manyRows));
  await bulk.sound.takeTurn();
  const few = await bulk.bring(toRows(fewRows, manyRows), { department: other, seal: otherSeal });
  expect(await runUntilOneEnds([many, few])).toBe(few);
  expect((await bulk.find(few)).counts).toEqual({ issued: fewRows, rejected: 0, repeated: 0 });
  const { counts } = await bulk.find(many);
  console.info(`bulk: ${counts.issued} of ${manyRows} rows were issued when the ${fewRows} were`);
  expect(counts.issued).toBeLessThan(manyRows);
});
