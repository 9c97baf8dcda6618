import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeComposeResult } from '../../functions/issuing/tend-bulk-jobs/compose-result.ts';
import { tableWriter } from '../../shared/adapters/tables/table-writer.ts';
import { bulkIssueBody } from '../../shared/api/bulk-issues.ts';
import type { BulkJob, BulkJobId } from '../../shared/domain/bulk-job.ts';
import { jobPaths } from '../../shared/domain/bulk-outcome.ts';
import { civilDateOf } from '../../shared/domain/civil-date.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { makeUploadId, type Upload, uploadPath } from '../../shared/domain/upload.ts';
import type { JobFiles } from '../../shared/ports/job-files.ts';
import { makeBulkJob } from '../build/bulk-jobs.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { failingOnce } from '../build/failing-once.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import { forEachFault } from '../build/for-each-fault.ts';
import { stalledOnce } from '../build/stalled-once.ts';

type Worker = BulkZone['sound'];
type Written = Awaited<ReturnType<Worker['take']>>;

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
});
afterAll(() => bulk?.close());

let serial = 0;
const template = makeBulkJob();
/** Nobody's request before. */
function newRequest() {
  serial += 1;
  const { department } = template;
  const client = 'shenyang-licences' as ClientId;
  return { client, department, idempotencyKey: `act-${serial}`, route: 'x', body: {} };
}
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A complete upload of a few rows that nobody brought before. */
async function uploadRows(rows = 3): Promise<Upload> {
  const { department, client } = template;
  const openedAt = bulk.zone.clock.now();
  const upload: Upload = {
    ...{ id: makeUploadId(random), purpose: 'bulk', department, by: client, sizeBytes: 1 },
    ...{ partsId: 'parts', openedAt, expiresAt: (openedAt + 86_400_000) as Moment, state: 'open' },
  };
  const { idempotencyKey: keyDigest } = newRequest();
  const key = { client, keyDigest, requestDigest: keyDigest, expiresAt: upload.expiresAt };
  await bulk.sound.uploads.open(upload, { key, answer: { status: 201, body: {} } });
  await bulk.sound.uploads.complete(upload.id);
  serial += rows;
  bulk.files.held.set(uploadPath(upload), toRows(rows, serial * 10));
  return upload;
}

const make = (plan: Parameters<BulkZone['makeWorker']>[0]) => bulk.makeWorker(plan);
const idOf = ({ answer }: Written) => (answer.body as { readonly jobId: BulkJobId }).jobId;
const countJobs = async () =>
  (await bulk.sound.jobs.list(template.department, { limit: 1000 })).jobs.length;

describe('whatever becomes of a call', { timeout: 120_000 }, () => {
  it('one job is taken of one request, and checked in the end', async () => {
    let expected = 0;
    const cells = await forEachFault<Worker>({
      make,
      prepare: async () => {
        const { id: upload } = await uploadRows();
        const { type, seal } = template;
        const asked = bulkIssueBody.parse({ type, seal, upload, format: 'csv' });
        const request = newRequest();
        expected += 1;
        return ({ take }) => take(request, asked);
      },
      check: async (first, again) => {
        const told = (await first) as Written | 'lost';
        const settled = (await again()) as Written;
        if (told !== 'lost') expect(settled.answer).toEqual(told.answer);
        expect(await again()).toEqual({ answer: settled.answer, replayed: true });
        expect(await countJobs()).toBe(expected);
        // the notice may be lost: the clock makes up for it
        bulk.notices.held.length = 0;
        await bulk.sound.tend();
        expect(bulk.notices.held).toContainEqual({ check: idOf(settled) });
        await bulk.sound.check(idOf(settled));
        expect(await bulk.find(idOf(settled))).toMatchObject({ state: 'checked', chunks: 1 });
      },
    });
    console.info(`bulk, taking a job: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(20);
  });

  it('who was held up in a check for a minute leaves alone what another has laid out meanwhile', async () => {
    bulk.zone.clock.advance(30 * 24 * 3600 * 1000);
    const from = civilDateOf(bulk.zone.clock.now());
    await bulk.bring(toRows(3, 70_000));
    await bulk.drain();
    const now = bulk.zone.clock.now();
    const query = {
      from,
      change: { to: 'suspended', legalBasis: '第一条', reason: '示例' },
    } as const;
    const job = makeBulkJob({
      ...{ operation: 'change-state', start: 'on-word', query, createdAt: now, changedAt: now },
      file: { path: 'none', format: 'jsonl' },
    });
    const { client, idempotencyKey: keyDigest } = newRequest();
    const key = { client, keyDigest, requestDigest: keyDigest, expiresAt: (2 ** 45) as Moment };
    await bulk.sound.jobs.create(job, { key, answer: { status: 201, body: {} } });
    const stalled = stalledOnce(bulk.zone.makeContainer().reader, 'listByDepartment');
    const late = bulk.makeWorker(makeNetworkPlan(), { reader: stalled.port }).check(job.id);
    await stalled.reached;
    bulk.zone.clock.advance(61_000);
    await bulk.sound.check(job.id);
    const checked = await bulk.find(job.id);
    const rows = () => bulk.files.held.get(jobPaths(checked).rows(1));
    const laidOut = rows();
    await bulk.bring(toRows(1, 71_000));
    await bulk.drain();
    stalled.letGo();
    await late;
    expect(checked).toMatchObject({ state: 'checked', check: { rows: 3 } });
    expect(rows()).toBe(laidOut);
    expect(await bulk.find(job.id)).toEqual(checked);
  });

  it.each<[string, number, Partial<BulkJob>]>([
    ['is the checker’s own while nothing but blank rows comes', 20_000, { state: 'checked' }],
    [
      'is given up where its check has no end',
      50_000,
      { state: 'failed', reason: 'check-too-long' },
    ],
  ])('a file %s (L03)', async (_, pieceMilliseconds, outcome) => {
    const { clock } = bulk.zone;
    const now = clock.now();
    const template = makeBulkJob({ start: 'on-word', createdAt: now, changedAt: now });
    const job = {
      ...template,
      file: { path: `blank-${pieceMilliseconds}`, format: 'csv' },
    } as const;
    const file = Buffer.concat([toRows(1, 72_000), Buffer.from('\n'.repeat(6000))]);
    bulk.files.held.set(job.file.path, file);
    const { client, idempotencyKey: keyDigest } = newRequest();
    const key = { client, keyDigest, requestDigest: keyDigest, expiresAt: (2 ** 45) as Moment };
    await bulk.sound.jobs.create(job, { key, answer: { status: 201, body: {} } });
    const states = new Set<string>();
    const slow: Partial<{ files: JobFiles }> = {
      files: {
        ...bulk.files,
        async open(path) {
          const found = await bulk.files.open(path);
          if (found === undefined) return undefined;
          return {
            ...found,
            async *read(range) {
              for await (const piece of found.read(range)) {
                clock.advance(pieceMilliseconds);
                await bulk.sound.check(job.id);
                states.add((await bulk.find(job.id)).state);
                yield piece;
              }
            },
          };
        },
      },
    };
    await bulk.makeWorker(makeNetworkPlan(), slow).check(job.id);
    expect([...states]).toEqual(['checking']);
    expect(await bulk.find(job.id)).toMatchObject(outcome);
  });

  it('a file is checked once, with the rows that stand in it', async () => {
    let id = '' as BulkJobId;
    const cells = await forEachFault<Worker>({
      make,
      prepare: async () => {
        const { id: upload } = await uploadRows(120);
        const { type, seal } = template;
        const asked = bulkIssueBody.parse({ type, seal, upload, format: 'csv' });
        const taken = idOf(await bulk.sound.take(newRequest(), asked));
        id = taken;
        return ({ check }) => check(taken);
      },
      check: async (first) => {
        await first;
        // whoever died with it holds it up for a minute
        bulk.zone.clock.advance(61_000);
        bulk.notices.held.length = 0;
        await bulk.sound.tend();
        for (const notice of bulk.notices.held)
          if ('check' in notice && notice.check === id) await bulk.sound.check(id);
        const { state, chunks, check } = await bulk.find(id);
        expect([state, chunks]).toEqual(['checked', 2]);
        expect(check).toMatchObject({ rows: 120, rejected: 0, repeated: 0 });
      },
    });
    console.info(`bulk, checking a file: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });

  it('who was held up in making a result, and died then, leaves the later one as it is', async () => {
    const id = await bulk.bring(toRows(2, 80_000));
    const made = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const write: typeof bulk.files.write = async (path, bytes, mediaType) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of bytes) pieces.push(piece);
      made.resolve();
      await gate.promise;
      return bulk.files.write(path, Readable.from(pieces), mediaType);
    };
    const late = makeComposeResult({
      ...{ clock: bulk.zone.clock, files: { ...bulk.files, write }, writer: tableWriter },
      jobs: failingOnce(bulk.sound.jobs, 'noteResult', 'before'),
    })(id).catch(() => 'died');
    await made.promise;
    await bulk.drain();
    await bulk.sound.compose(id);
    gate.resolve();
    expect(await late).toBe('died');
    const told = new TextDecoder().decode(await bulk.resultOf(id));
    expect(told.match(/已颁发/g)).toHaveLength(2);
  });

  it('a department’s word is done once, and asking again gives the same answer', async () => {
    let id = '' as BulkJobId;
    const cells = await forEachFault<Worker>({
      make,
      prepare: async () => {
        serial += 1;
        const ready = await bulk.bring(toRows(1, 500_000 + serial), { start: 'on-word' });
        id = ready;
        const request = newRequest();
        const scopes = ['licences:issue'] as const;
        return ({ change }) => change(request, { id: ready, to: 'running', scopes });
      },
      check: async (first, again) => {
        const told = (await first) as Written | 'lost';
        const settled = (await again()) as Written;
        if (told !== 'lost') expect(settled.answer).toEqual(told.answer);
        expect(await again()).toEqual({ answer: settled.answer, replayed: true });
        expect(await bulk.find(id)).toMatchObject({ state: 'running' });
        await bulk.drain();
        expect(await bulk.find(id)).toMatchObject({ state: 'finished', counts: { issued: 1 } });
      },
    });
    console.info(`bulk, starting a job: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });

  it('a job that is through is ended by the clock, and its result made', async () => {
    let id = '' as BulkJobId;
    const cells = await forEachFault<Worker>({
      make,
      prepare: async () => {
        serial += 1;
        id = await bulk.bring(toRows(1, 700_000 + serial));
        await bulk.sound.takeTurn();
        bulk.turns.held.length = 0;
        bulk.zone.clock.advance(61_000);
        const through = id;
        return async ({ tend, compose }) => {
          await tend();
          await compose(through);
        };
      },
      check: async (first) => {
        await first;
        await bulk.drain();
        expect(await bulk.find(id)).toMatchObject({ state: 'finished', counts: { issued: 1 } });
        const result = new TextDecoder().decode(await bulk.resultOf(id));
        expect(result.match(/,已颁发,/g)).toHaveLength(1);
        expect(await bulk.sound.jobs.findResult(id)).toMatchObject({ state: 'finished' });
      },
    });
    console.info(`bulk, ending a job: ${cells} calls × faults`);
    expect(cells).toBeGreaterThan(10);
  });
});
