import { expect, it } from 'vitest';
import { makeShowProvinceCounts } from '../../functions/notifying/show-events/show-province-counts.ts';
import {
  makeDynamoDirectoryListing,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import { registerKeys } from '../../shared/adapters/aws/dynamo-register-keys.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { housing, shenyang } from '../build/callers.ts';
import {
  newLicenceId,
  permitType,
  toQueueEvent,
  useNotifyingZone,
} from '../build/notifying-zone.ts';

const idle = '11210200MB9Y10038M' as DepartmentCode;
const zone = useNotifyingZone(async (zone) => {
  const places = { client: zone.client, table: 'directory' };
  for (const code of [shenyang, housing, idle])
    await makeDynamoDirectoryWriter(places).putDepartment({
      ...{ code, name: '某局（示例）', division: '210100', state: 'active' },
    } as never);
});

async function enter(department: DepartmentCode, count: number, seal: string) {
  for (let left = count; left > 0; left -= 1) {
    const id = newLicenceId(department);
    const fact = await zone.enter(id, { seq: 2, version: 1, state: 'valid' });
    const version = { ...registerKeys.version(id, 1), seal: { S: seal } };
    await zone.put('register', version);
    const later = await zone.enter(id, { seq: 3, version: 1, state: 'suspended' });
    await zone.put('register', version);
    // told twice: counted once
    for (const _ of [1, 2]) await zone.plain.record(toQueueEvent({ facts: [fact, later] }));
  }
}

it('counts what every department did in a month, by type over all its seals, page by page', async () => {
  await enter(shenyang, 2, 'seal-a');
  await enter(shenyang, 1, 'seal-b');
  await enter(housing, 1, 'seal-c');
  expect(await zone.plain.counts.list(shenyang, '2026-11')).toHaveLength(2);
  const show = makeShowProvinceCounts({
    counts: zone.plain.counts,
    listing: makeDynamoDirectoryListing({ client: zone.client, table: 'directory' }),
  });
  const row = (department: string, count: number) => ({
    ...{ department, licenceType: permitType },
    acts: { issued: count, suspended: count },
  });
  const all = await show({ month: '2026-11', limit: 50 });
  expect(all).toEqual({ month: '2026-11', counts: [row(housing, 1), row(shenyang, 3)] });
  const paged: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await show({ month: '2026-11', limit: 1, ...(cursor ? { cursor } : {}) });
    paged.push(...page.counts);
    cursor = page.next;
  } while (cursor !== undefined);
  expect(paged).toEqual(all.counts);
  expect(await show({ month: '2026-10', limit: 50 })).toEqual({ month: '2026-10', counts: [] });
  await expect(show({ month: '2026-11', limit: 50, cursor: 'x' })).rejects.toMatchObject({
    code: 'request-invalid',
  });
});
