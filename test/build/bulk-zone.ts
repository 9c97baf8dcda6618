import { makeTakeTurn } from '../../functions/issuing/run-bulk-rows/take-turn.ts';
import {
  type ChangeBulkIssue,
  makeChangeBulkIssue,
} from '../../functions/issuing/take-bulk-issues/change-bulk-issue.ts';
import { makeTakeBulkIssue } from '../../functions/issuing/take-bulk-issues/take-bulk-issue.ts';
import { makeCheckBulkFile } from '../../functions/issuing/tend-bulk-jobs/check-bulk-file.ts';
import { makeComposeResult } from '../../functions/issuing/tend-bulk-jobs/compose-result.ts';
import { makeTendJobs } from '../../functions/issuing/tend-bulk-jobs/tend-jobs.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoBulkJobs } from '../../shared/adapters/aws/dynamo-bulk-jobs.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoIdempotencyRecords } from '../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoUploads } from '../../shared/adapters/aws/dynamo-uploads.ts';
import { tableReader } from '../../shared/adapters/tables/table-reader.ts';
import { tableWriter } from '../../shared/adapters/tables/table-writer.ts';
import type { AskedJobState, BulkJob, BulkJobId } from '../../shared/domain/bulk-job.ts';
import { jobPaths, type RowOutcome } from '../../shared/domain/bulk-outcome.ts';
import type { Scope } from '../../shared/domain/client.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import type { LicenceRight } from '../../shared/domain/licence-rights.ts';
import type { JobNotice, TurnNotice } from '../../shared/ports/bulk-jobs.ts';
import type { JobFiles } from '../../shared/ports/job-files.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { TableFormat } from '../../shared/ports/table-reader.ts';
import { makeHeldFiles } from './bulk-files.ts';
import { makeBulkJob } from './bulk-jobs.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { type IssuingPorts, startIssuingZone } from './issuing-zone.ts';
import { today } from './today.ts';

/** A queue that a test empties itself. */
function makeHeldQueue<Notice>(): Queue<Notice> & { readonly held: Notice[] } {
  const held: Notice[] = [];
  return { held, send: async (notice) => void held.push(notice) };
}

const mostRounds = 4;
const allScopes = ['licences:issue', 'licences:change', 'licences:approve'] as const;

/** Who changes a job, the one who brought it unless told, and how. */
interface ChangingBy {
  readonly as?: string;
  readonly key?: string;
  readonly scopes?: readonly Scope[];
  readonly rights?: readonly LicenceRight[];
  readonly fileDigest?: string;
  readonly worker?: { readonly change: ChangeBulkIssue };
}

let keys = 0;
const newKey = () => {
  keys += 1;
  const digest = `key-${keys}`;
  const expiresAt = (2 ** 45) as Moment;
  return { client: 'tester' as ClientId, keyDigest: digest, requestDigest: digest, expiresAt };
};

/** Bulk issuing over the issuing zone's engines; files and queues are the test's own. */
export async function startBulkZone() {
  const zone = await startIssuingZone();
  await createTables(zone.client, [{ name: 'jobs' }]);
  const files = makeHeldFiles();
  const turns = makeHeldQueue<TurnNotice>();
  const notices = makeHeldQueue<JobNotice>();

  /** One container of every bulk function. */
  const makeWorker = (
    plan: NetworkPlan = makeNetworkPlan(),
    parts: Partial<IssuingPorts & { readonly files: JobFiles }> = {},
    endpoints = zone.endpoints,
  ) => {
    const client = plan.into(makeDynamoClient(localClientConfig(endpoints.dynamodb)));
    const jobsTable = { client, table: 'jobs' };
    const issuing = { ...zone.makeContainer(plan, endpoints), files, ...parts };
    const jobs = makeDynamoBulkJobs(jobsTable);
    const ports = { ...issuing, jobs, turns, notices };
    const licences = issuing.reader;
    const tables = { ...ports, licences, reader: tableReader, writer: tableWriter };
    const records = makeDynamoIdempotencyRecords(jobsTable);
    const uploads = makeDynamoUploads({ client, table: zone.table });
    return {
      ...{ jobs, uploads },
      takeTurn: makeTakeTurn(ports),
      check: makeCheckBulkFile(tables),
      compose: makeComposeResult(tables),
      tend: makeTendJobs(ports),
      take: makeTakeBulkIssue({ ...ports, records, uploads }),
      change: makeChangeBulkIssue({ ...ports, records }),
    };
  };
  const sound = makeWorker();

  /** Has a file taken and checked. */
  const bring = async (bytes: Uint8Array, parts: Partial<BulkJob> = {}): Promise<BulkJobId> => {
    const format = parts.file?.format ?? ('csv' as TableFormat);
    const now = zone.clock.now();
    const template = makeBulkJob({ createdAt: now, changedAt: now, ...parts });
    const job = { ...template, file: { path: `uploads/${template.id}`, format } };
    files.held.set(job.file.path, bytes);
    await sound.jobs.create(job, { key: newKey(), answer: { status: 201, body: {} } });
    await sound.check(job.id);
    return job.id;
  };
  /** The clock strikes, and all notices are worked through by that worker; again while a busy machine leaves rows for later. */
  const drain = async (worker = sound): Promise<void> => {
    for (let rounds = 1; rounds <= mostRounds; rounds += 1) {
      zone.clock.advance(61_000);
      await worker.tend();
      while (turns.held.length > 0) {
        turns.held.pop();
        await worker.takeTurn();
      }
      if ((await sound.jobs.listRunning()).length === 0) return;
    }
  };
  const find = async (id: BulkJobId): Promise<BulkJob> => {
    const job = await sound.jobs.find(id);
    if (!job) throw new Error('no such job');
    return job;
  };
  return {
    ...{ zone, files, turns, notices, sound, makeWorker, bring, drain, find },
    change: async (id: BulkJobId, to: AskedJobState, by: ChangingBy = {}) => {
      const job = await find(id);
      keys += 1;
      const request = {
        client: (by.as ?? job.client) as ClientId,
        department: job.department,
        idempotencyKey: by.key ?? `change-${keys}`,
        ...{ route: 'x', body: {} },
        ...(by.rights ? { licenceRights: by.rights } : {}),
      };
      const { worker = sound, scopes = allScopes, fileDigest } = by;
      return worker.change(request, { id, to, scopes, fileDigest });
    },
    /** What became of every row, in their order. */
    outcomesOf: async (id: BulkJobId): Promise<readonly RowOutcome[]> => {
      const job = await find(id);
      const chunks = Array.from({ length: job.chunks }, (_, index) =>
        files.held.get(jobPaths(job).outcomes(index + 1)),
      );
      const lines = chunks.flatMap((bytes) => new TextDecoder().decode(bytes).split('\n'));
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RowOutcome);
    },
    resultOf: async (id: BulkJobId): Promise<Uint8Array> => {
      await sound.compose(id);
      const [job, made] = [await find(id), await sound.jobs.findResult(id)];
      return (made && files.held.get(jobPaths(job).result(made.state))) ?? new Uint8Array();
    },
    close: zone.close,
  };
}
export type BulkZone = Awaited<ReturnType<typeof startBulkZone>>;

const header =
  '持证主体名称,持证主体代码类型,持证主体代码,经营者名称,法定代表人（负责人）,住所,经营场所,主体业态,经营项目,日常监督管理机构,颁发日期';

/** Of the rows, where the test says no other. */
const issuedOn = '2026-04-14';

function toRow(index: number, form = '单位食堂'): string {
  const name = `沈阳第${index}号餐饮店（示例）`;
  return `${name},001,91210102MA0Y55BB98,${name},杨平,辽宁省沈阳市,辽宁省沈阳市,${form},热食类食品制售,,${issuedOn}`;
}

const toTable = (rows: readonly string[]) => new TextEncoder().encode([header, ...rows].join('\n'));

/** A table of so many food permits, each different, from that number on. */
export function toRows(count: number, from = 0): Uint8Array {
  return toTable(Array.from({ length: count }, (_, index) => toRow(from + index)));
}

/** The same, issued today: where the service lives at the real time, it takes no file that is dated long ago. */
export function toRowsOfToday(count: number): Uint8Array {
  const table = new TextDecoder().decode(toRows(count));
  return new TextEncoder().encode(table.replaceAll(issuedOn, today()));
}

/** The same, but every twentieth row is wrong, and every twenty-fifth stands there once before. */
export function toMixedRows(count: number, from = 0): Uint8Array {
  const rows = Array.from({ length: count }, (_, index) => {
    if (index % 20 === 19) return toRow(from + index, '网吧');
    return toRow(from + index - Number(index % 25 === 24));
  });
  return toTable(rows);
}

/** What must become of those rows. */
export function toMixedShapes(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const row = index + 2;
    if (index % 20 === 19) return { row, state: 'rejected' as const };
    if (index % 25 === 24) return { row, state: 'repeated' as const, sameAsRow: row - 1 };
    return { row, state: 'issued' as const };
  });
}
