import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReportLoss } from '../../functions/issuing/report-loss/report-loss.ts';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import { civilDateOf } from '../../shared/domain/civil-date.ts';
import type { ClientId, HolderDigest, LicenceId, Moment } from '../../shared/domain/ids.ts';
import { bulkPath, bulkSamples } from '../build/bulk-files.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { type HostileText, hostileTexts } from '../build/hostile-texts.ts';
import { auditRegister } from '../build/register-audit.ts';

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
});
afterAll(() => bulk?.close());

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const issuedSoFar = async () => (await auditRegister(bulk.zone.client, bulk.zone.table)).inForce;
const countsOf = async (id: BulkJobId) => (await bulk.find(id)).counts;

describe('a bulk job', () => {
  it('issues, rejects and recognises the rows of the dirty sample as expected, once and for all', async () => {
    const [, expected] = bulkSamples.find(([name]) => name === 'food-dirty.csv') ?? [];
    const before = await issuedSoFar();
    const file = readFileSync(bulkPath('food-dirty.csv'));
    const id = await bulk.bring(file);
    await bulk.drain();
    const { state, counts } = await bulk.find(id);
    expect(state).toBe('finished');
    expect(counts).toEqual({ issued: 311, rejected: 70, repeated: 19 });
    const outcomes = await bulk.outcomesOf(id);
    const rejected = outcomes.flatMap(({ row, faults }) => (faults ? [[row, faults[0]]] : []));
    expect(Object.fromEntries(rejected)).toEqual(expected?.rejected);
    expect((await issuedSoFar()) - before).toBe(311);

    const again = await bulk.bring(file, { client: 'a-colleague' as ClientId });
    await bulk.drain();
    expect(await countsOf(again)).toEqual({ issued: 0, rejected: 70, repeated: 330 });
    const numbers = (rows: typeof outcomes) => rows.flatMap(({ number }) => number ?? []);
    expect(numbers(await bulk.outcomesOf(again))).toEqual(numbers(outcomes));
    expect((await issuedSoFar()) - before).toBe(311);
  });

  it('recognises rows in another order and another form', async () => {
    const rows = text(toRows(30)).split('\n');
    await bulk.bring(new TextEncoder().encode(rows.join('\n')));
    await bulk.drain();
    const [header = '', ...others] = rows;
    const reordered = [header, ...others.reverse()].join('\r\n');
    const id = await bulk.bring(new TextEncoder().encode(reordered));
    await bulk.drain();
    expect(await countsOf(id)).toEqual({ issued: 0, rejected: 0, repeated: 30 });
  });

  it('gives a result whose corrected rows alone are issued when it comes back', async () => {
    const rows = text(toRows(3, 100)).split('\n');
    rows[2] = String(rows[2]).replace('单位食堂', '网吧').replace('沈阳第101号', '=1+1');
    const id = await bulk.bring(new TextEncoder().encode(rows.join('\n')));
    await bulk.drain();
    expect(await countsOf(id)).toEqual({ issued: 2, rejected: 1, repeated: 0 });
    const result = text(await bulk.resultOf(id));
    expect(result.split('\r\n')[2]).toMatch(/^'=1\+1.*,未通过,,,主体业态,.*（enum）$/);
    expect(result.split('\r\n')[1]).toMatch(/,已颁发,JY3\d+,1\.2\.156\./);
    const corrected = result.replace('网吧', '单位食堂');
    const retried = await bulk.bring(new TextEncoder().encode(corrected));
    await bulk.drain();
    expect(await countsOf(retried)).toEqual({ issued: 1, rejected: 0, repeated: 2 });
  });

  it('says in its result what stood in each row as text: no formula, no further column, no further row', async () => {
    const [header = '', row = ''] = text(toRows(1, 200)).split('\n');
    const at = header.split(',').indexOf('经营场所');
    // no such byte is in a text file at all
    const hostile: readonly (readonly [string, HostileText])[] = Object.entries(
      hostileTexts,
    ).filter(([name]) => name !== 'nought');
    const texts = hostile.map(([, one]) => one.text);
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const rows = texts.map((one) => row.split(',').with(at, quoted(one)).join(','));
    const id = await bulk.bring(new TextEncoder().encode([header, ...rows].join('\n')));
    await bulk.drain();
    const [, ...seen] = parse(text(await bulk.resultOf(id)), { bom: true }) as string[][];
    expect(seen.map((cells) => cells[at])).toEqual(
      texts.map((one) => (/^[=-]/.test(one) ? `'${one}` : one)),
    );
    const told = seen.map((cells) => /（([\w-]+)）$/.exec(cells.at(-1) ?? '')?.[1] ?? cells.at(-5));
    expect(told).toEqual(
      hostile.map(([name, { refused }]) => {
        // a cell may not be longer than any item, and blanks around it are the spreadsheet's
        if (name === 'endless') return 'length';
        return refused && name !== 'full-width blank' ? refused : '已颁发';
      }),
    );
  });

  /** On a busy machine rows are left for later: then the clock strikes. */
  async function takeAnyTurn(): Promise<void> {
    if (bulk.turns.held.pop() === undefined) {
      bulk.zone.clock.advance(61_000);
      await bulk.sound.tend();
    }
    await bulk.sound.takeTurn();
  }

  it('of few rows ends before one of many that was there first', async () => {
    const large = await bulk.bring(toRows(300, 1000));
    const small = await bulk.bring(toRows(20, 2000));
    const ended = new Set<string>();
    for (let turns = 0; ended.size === 0 && turns < 50; turns += 1) {
      await takeAnyTurn();
      for (const { id, state } of await Promise.all([large, small].map(bulk.find)))
        if (state === 'finished') ended.add(id);
    }
    expect([...ended]).toEqual([small]);
    await bulk.drain();
  });

  it('pauses, goes on, and is cancelled with what was issued kept and listed', async () => {
    const id = await bulk.bring(toRows(250, 3000));
    bulk.turns.held.length = 0;
    await bulk.sound.takeTurn();
    await bulk.change(id, 'paused');
    expect(await bulk.sound.takeTurn()).toBe('idle');
    await bulk.change(id, 'running');
    await bulk.sound.takeTurn();
    await bulk.change(id, 'cancelled');
    await bulk.drain();
    const { state, counts } = await bulk.find(id);
    expect(state).toBe('cancelled');
    expect(counts.issued).toBe(200);
    const result = text(await bulk.resultOf(id));
    expect(result.match(/,已颁发,/g)).toHaveLength(200);
    expect(result.match(/,已取消,/g)).toHaveLength(50);
    await expect(bulk.change(id, 'running')).rejects.toMatchObject({ code: 'state-conflict' });
  });

  it('pauses by itself while its seal is suspended, and goes on where it was', async () => {
    const id = await bulk.bring(toRows(120, 4000));
    bulk.turns.held.length = 0;
    await bulk.sound.takeTurn();
    await bulk.zone.enterSealState('suspended');
    await bulk.sound.takeTurn();
    expect(await bulk.find(id)).toMatchObject({ state: 'paused', reason: 'seal-not-enabled' });
    await bulk.zone.enterSealState('enabled');
    await bulk.change(id, 'running');
    await bulk.drain();
    expect(await bulk.find(id)).toMatchObject({ state: 'finished', counts: { issued: 120 } });
  });

  it('writes down a row that throws again and again, and issues the others', async () => {
    const id = await bulk.bring(toRows(5, 5000));
    const digests = {
      digest: async (label: string, value: string) => {
        if (label === 'holder') throw new TypeError(value);
        return 'x';
      },
    };
    const worker = bulk.makeWorker(undefined, { digests });
    for (let tries = 0; tries < 3; tries += 1) await bulk.drain(worker);
    const { state, counts } = await bulk.find(id);
    expect(state).toBe('finished');
    expect(counts).toEqual({ issued: 0, rejected: 5, repeated: 0 });
    const [first] = await bulk.outcomesOf(id);
    expect(first?.faults).toEqual([{ field: '', reason: 'internal-error' }]);
  });

  it('takes over licences issued before, with their own numbers and dates, and says so', async () => {
    const rows = text(toRows(2, 8000)).replaceAll('2026-04-14', '2019-03-01').split('\n');
    const numbered = rows.map((row, at) => `${row},${at === 0 ? '证照编号' : `旧食许第${at}号`}`);
    const id = await bulk.bring(new TextEncoder().encode(numbered.join('\n')), {
      operation: 'convert',
    });
    await bulk.drain();
    expect(await countsOf(id)).toEqual({ issued: 2, rejected: 0, repeated: 0 });
    const [one] = await bulk.outcomesOf(id);
    expect(one?.number).toBe('旧食许第1号');
    const head = await bulk.zone.makeContainer().reader.findHead(one?.licenceId as LicenceId);
    expect(head).toMatchObject({ issued: '2019-03-01', converted: true, number: '旧食许第1号' });
    const asNew = await bulk.bring(new TextEncoder().encode(rows.join('\n')));
    await bulk.drain();
    expect((await bulk.find(asNew)).check?.reasons).toEqual({ 'too-far': 2 });
  });

  it('changes licences by a file, row by row, and says what could not be changed', async () => {
    const issued = await bulk.bring(toRows(3, 6000));
    await bulk.drain();
    const [one, two] = await bulk.outcomesOf(issued);
    const file = [
      '证照标识,变更为,法律依据,事由',
      `${one?.identifier},撤销,行政许可法第六十九条,示例`,
      `${two?.licenceId},暂扣,示例法第一条,示例`,
      `${one?.licenceId},恢复有效,示例法第一条,示例`,
      '不是标识,撤销,示例法第一条,示例',
    ].join('\n');
    const id = await bulk.bring(new TextEncoder().encode(file), { operation: 'change-state' });
    await bulk.drain();
    const outcomes = await bulk.outcomesOf(id);
    expect(outcomes.map(({ state }) => state)).toEqual([
      'issued',
      'issued',
      'rejected',
      'rejected',
    ]);
    // rows are worked on side by side: the licence is withdrawn already, or not yet
    expect(outcomes[2]?.faults?.[0]?.reason).toMatch(/^(valid|withdrawn)$/);
    expect(outcomes[3]?.faults?.[0]?.field).toBe('证照标识');
    const head = await bulk.zone.makeContainer().reader.findHead(one?.licenceId as LicenceId);
    expect(head?.state).toBe('withdrawn');
    const result = text(await bulk.resultOf(id));
    expect(result).toContain('已变更');
    expect(result).toMatch(/证照已撤销（withdrawn）|证照当前有效（valid）/);
  });

  it('lifts no report of a loss, row by row', async () => {
    const issued = await bulk.bring(toRows(2, 9000));
    await bulk.drain();
    const [lost, taken] = (await bulk.outcomesOf(issued)).map(({ licenceId }) => licenceId);
    const { clock, register, reader, records, log } = bulk.zone.makeContainer();
    const holder = 'h' as HolderDigest;
    const expiresAt = (clock.now() + 1000) as Moment;
    const key = { client: `holder:h` as ClientId, keyDigest: 'l', requestDigest: 'l', expiresAt };
    const licences = { holds: async () => true, findHead: reader.findHead };
    const report = makeReportLoss({ clock, register, reader, records, log, licences });
    await report({ holder, licenceId: String(lost), what: 'lost', key });
    const toFile = (rows: readonly string[]) =>
      new TextEncoder().encode(['证照标识,变更为,法律依据,事由', ...rows].join('\n'));
    await bulk.bring(toFile([`${taken},暂扣,示例法第一条,示例`]), { operation: 'change-state' });
    await bulk.drain();
    const lifts = [lost, taken].map((id) => `${id},恢复有效,示例法第一条,示例`);
    const id = await bulk.bring(toFile(lifts), { operation: 'change-state' });
    await bulk.drain();
    expect(await bulk.outcomesOf(id)).toMatchObject([
      { state: 'rejected', faults: [{ field: '', reason: 'reported-lost' }] },
      { state: 'issued' },
    ]);
    expect(await reader.findHead(lost as LicenceId)).toMatchObject({
      state: 'suspended',
      lossReported: true,
    });
  });

  it('withdraws all that a query means once a second person has said so, in the status list as well', async () => {
    bulk.zone.clock.advance(30 * 24 * 3600 * 1000);
    const from = civilDateOf(bulk.zone.clock.now());
    await bulk.bring(toRows(40, 7000));
    await bulk.drain();
    const change = { to: 'withdrawn', legalBasis: '行政许可法第六十九条', reason: '示例' } as const;
    const parts = { operation: 'change-state', file: { path: '', format: 'jsonl' } } as const;
    const id = await bulk.bring(new Uint8Array(), { ...parts, query: { from, change } });
    expect(await bulk.find(id)).toMatchObject({ state: 'checked', check: { rows: 40 } });
    const { client } = await bulk.find(id);
    await expect(bulk.change(id, 'running', { as: client })).rejects.toMatchObject({
      code: 'same-client',
    });
    await bulk.change(id, 'running', { as: 'an-approver' });
    await bulk.drain();
    expect(await bulk.find(id)).toMatchObject({ state: 'finished', counts: { issued: 40 } });
    const [one] = await bulk.outcomesOf(id);
    const { reader } = bulk.zone.makeContainer();
    const last = (await reader.listEntries(one?.licenceId as LicenceId)).at(-1);
    expect(last).toMatchObject({ state: 'withdrawn', by: client, approvedBy: 'an-approver' });
    const lists = await bulk.zone.statusEntries.listStatusLists();
    let withdrawn = 0;
    for (const list of lists)
      for await (const { status } of bulk.zone.statusEntries.entriesOf(list))
        withdrawn += Number(status === 12);
    expect(withdrawn).toBe(41);
  });

  it.each([
    ['no-rows', `${text(toRows(0))}\n`],
    ['column-missing: 持证主体代码类型', '持证主体名称\n一\n'],
    ['column-unknown: 12', text(toRows(1)).replace('颁发日期', '颁发日期,手机')],
    ['csv-', text(toRows(1)).replace('杨平', '"杨平')],
  ])('fails with %s when the file is no table of the type', async (reason, file) => {
    const id = await bulk.bring(new TextEncoder().encode(file));
    const job = await bulk.find(id);
    expect(job.state).toBe('failed');
    expect(job.reason).toContain(reason);
  });
});
