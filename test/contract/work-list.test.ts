import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeListWork } from '../../functions/issuing/list-work/list-work.ts';
import { makePlanWarnings } from '../../functions/notifying/record-events/warn-of-work.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoBulkJobs } from '../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoDueWorks } from '../../shared/adapters/aws/dynamo-due-works.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import type { BulkJob } from '../../shared/domain/bulk-job.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import type { LicenceRight } from '../../shared/domain/licence-rights.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { askForDraft, readKept } from '../build/drafts.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

let zone: IssuingZone;
let ports: IssuingPorts;
const { code: department } = sampleDepartment();
beforeAll(async () => {
  zone = await startIssuingZone();
  ports = zone.makeContainer();
  await createTables(zone.client, [{ name: 'jobs' }, { name: 'outlet' }]);
});
afterAll(() => zone?.close());

const jobs = () => makeDynamoBulkJobs({ client: zone.client, table: 'jobs' });
const list = (of: DepartmentCode = department, licenceRights?: readonly LicenceRight[]) => {
  const seals = makeDynamoSeals({ client: zone.client, table: 'seals' });
  const publications = {
    isMadeAfter: async (path: string, moment: number) => (publishedAt.get(path) ?? 0) > moment,
  };
  const own = { jobs: jobs(), seals, works: works(), publications };
  const narrowed = licenceRights === undefined ? {} : { licenceRights };
  return makeListWork({ ...ports, ...own })({ department: of, ...narrowed });
};
const works = () => makeDynamoDueWorks(makeHoldingTable({ client: zone.client, table: 'outlet' }));
const publishedAt = new Map<string, number>();
let keys = 0;
async function keepJob(parts: Partial<BulkJob>) {
  keys += 1;
  const job = makeBulkJob({ department, changedAt: zone.clock.now(), ...parts });
  const name = `job-${keys}`;
  const key = { ...{ client: job.client, keyDigest: name, requestDigest: name } };
  const expiresAt = (zone.clock.now() + 86_400_000) as typeof job.changedAt;
  await jobs().create(job, { key: { ...key, expiresAt }, answer: { status: 202, body: {} } });
  return job;
}

it('names what waits for a department’s people, longest first, with the last day on which it is in time', async () => {
  const { request, application } = askForDraft();
  const { draftId } = readKept(await makeIssueLicence(ports)(request, application));
  zone.clock.advance(86_400_000);
  const paused = await keepJob({ state: 'paused' });
  for (const state of ['running', 'finished', 'cancelled'] as const) await keepJob({ state });
  await keepJob({ state: 'checked', start: 'never' });
  zone.clock.advance(1);
  const held = await keepJob({ state: 'checked', approval: 'second-person' });
  await keepJob({ state: 'finished', approval: 'second-person' });
  // Sunday 22 November and the day after it
  const found = await list();
  expect(found).toMatchObject({
    ...{ counts: { overdue: 0, 'due-soon': 0, 'in-time': 3 }, more: false },
    items: [
      {
        ...{ kind: 'approval', id: draftId, waitingSince: '2026-11-22T08:00:00.000Z' },
        ...{ warnFrom: '2026-12-01', dueOn: '2026-12-04', standing: 'in-time' },
      },
      { kind: 'job', id: paused.id, warnFrom: '2026-12-02', dueOn: '2026-12-07' },
      { kind: 'job-approval', id: held.id, warnFrom: '2026-12-02', dueOn: '2026-12-07' },
    ],
  });
  zone.clock.set(Date.parse('2026-12-01T00:00:00Z'));
  expect((await list()).counts).toEqual({ overdue: 0, 'due-soon': 1, 'in-time': 2 });
  zone.clock.set(Date.parse('2026-12-04T16:00:00Z'));
  expect((await list()).counts).toEqual({ overdue: 1, 'due-soon': 2, 'in-time': 0 });
  const other = await list('11210200MB9Y10038M' as DepartmentCode);
  expect(other.items).toEqual([]);
  const narrowed = async (licenceTypes: LicenceRight['licenceTypes']) => {
    const { items } = await list(department, [{ actions: ['read'], licenceTypes }]);
    return items.map(({ id }) => id);
  };
  expect(await narrowed([paused.type])).toEqual([paused.id, held.id]);
  expect(await narrowed([])).toEqual([]);
  const text = JSON.stringify(found);
  for (const { name, code } of application.holders) {
    expect(text).not.toContain(name);
    expect(text).not.toContain(code);
  }
});

it('names a public file that does not show a change after a quarter of an hour, until it does', async () => {
  const plan = makePlanWarnings({ clock: zone.clock, works: works() });
  const start = Date.parse('2026-09-25T02:00:00Z');
  zone.clock.set(start);
  const since = zone.clock.now();
  const other = '11210200MB9Y10038M' as DepartmentCode;
  const changed = { kind: 'publication', department, since } as const;
  for (const id of ['status-lists/l1-000001', 'trust-list']) await plan([{ ...changed, id }]);
  await plan([{ ...changed, id: 'trust-list', department: other }]);
  publishedAt.set('trust-list', start + 1000);
  const publications = async (of?: DepartmentCode) =>
    (await list(of)).items.filter(({ kind }) => kind === 'publication');
  expect(await publications()).toEqual([]);
  zone.clock.advance(16 * 60_000);
  // over the festivals: 28 29 30 September, 8 9 10 (a worked Saturday) 12 October
  expect(await publications()).toEqual([
    {
      ...{ kind: 'publication', id: 'status-lists/l1-000001', standing: 'in-time' },
      ...{ waitingSince: '2026-09-25T02:00:00.000Z', warnFrom: '2026-10-08', dueOn: '2026-10-12' },
    },
  ]);
  zone.clock.set(Date.parse('2026-10-08T00:00:00Z'));
  expect((await publications())[0]?.standing).toBe('due-soon');
  publishedAt.set('status-lists/l1-000001', start + 1000);
  expect(await publications()).toEqual([]);
  expect(await publications(other)).toEqual([]);
});
