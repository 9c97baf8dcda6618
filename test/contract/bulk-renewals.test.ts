import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkJobId } from '../../shared/domain/bulk-job.ts';
import { addDays, civilDateOf } from '../../shared/domain/civil-date.ts';
import type { CivilDate, LicenceId } from '../../shared/domain/ids.ts';
import { type BulkZone, startBulkZone, toRows } from '../build/bulk-zone.ts';
import { makeNetworkPlan, tableFaults } from '../build/faulty-client.ts';
import { auditRegister } from '../build/register-audit.ts';
import { sampleType } from '../build/sample-types.ts';

let bulk: BulkZone;
beforeAll(async () => {
  bulk = await startBulkZone();
});
afterAll(() => bulk?.close());

const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'));
const header = '证照标识,法律依据,事由';
const toRow = (identifier: string | undefined) => `${identifier},示例法第五条,延续（示例）`;
const renew = (identifiers: readonly (string | undefined)[]) =>
  bulk.bring(bytes([header, ...identifiers.map(toRow)]), { operation: 'renew' });
const countsOf = async (id: BulkJobId) => (await bulk.find(id)).counts;
const headOf = (id: string | undefined) =>
  bulk.zone.makeContainer().reader.findHead(id as LicenceId);

let rows = 0;
/** So many new licences, as a job tells of them. */
async function issue(count: number) {
  const id = await bulk.bring(toRows(count, rows));
  rows += count;
  await bulk.drain();
  return bulk.outcomesOf(id);
}

describe('a bulk renewal', () => {
  it('gives each licence its next version for another term, and says so', async () => {
    const licences = await issue(3);
    const before = await headOf(licences[0]?.licenceId);
    const id = await renew(licences.map(({ identifier }) => identifier));
    await bulk.drain();
    expect(await countsOf(id)).toEqual({ issued: 3, rejected: 0, repeated: 0 });
    const outcomes = await bulk.outcomesOf(id);
    expect(outcomes.map(({ number }) => number)).toEqual(licences.map(({ number }) => number));
    const after = await headOf(licences[0]?.licenceId);
    expect(after).toMatchObject({
      version: 2,
      state: 'valid',
      identifier: outcomes[0]?.identifier,
    });
    expect(String(after?.validUntil) > String(before?.validUntil)).toBe(true);
    expect(new TextDecoder().decode(await bulk.resultOf(id))).toMatch(/,已延续,/);
  });

  it('renews nothing twice when the file comes again, also from a colleague', async () => {
    const licences = await issue(2);
    const identifiers = licences.map(({ identifier }) => identifier);
    await renew([...identifiers, identifiers[0]]);
    await bulk.drain();
    const again = await renew(identifiers);
    await bulk.drain();
    expect(await countsOf(again)).toEqual({ issued: 0, rejected: 0, repeated: 2 });
    expect((await headOf(licences[0]?.licenceId))?.version).toBe(2);
  });

  it('rejects what is superseded, withdrawn, of nobody, or no identifier, and changes none of it', async () => {
    const [one, two] = await issue(2);
    const change = `${two?.identifier},撤销,示例法第五条,示例`;
    await bulk.bring(bytes(['证照标识,变更为,法律依据,事由', change]), {
      operation: 'change-state',
    });
    await renew([one?.identifier]);
    await bulk.drain();
    const other = String(one?.identifier).replace(/\.001\..$/, '.001.X');
    const id = await bulk.bring(
      bytes([
        header,
        `${one?.identifier},另一法,另一事由`,
        toRow(two?.identifier),
        toRow(other),
        '',
      ]),
      { operation: 'renew' },
    );
    await bulk.drain();
    const faults = (await bulk.outcomesOf(id)).map((outcome) => outcome.faults?.[0]);
    expect(faults.map((fault) => fault?.reason)).toEqual([
      ...['superseded', 'withdrawn', 'check-digit'],
    ]);
    expect((await headOf(one?.licenceId))?.version).toBe(2);
    expect((await headOf(two?.licenceId))?.version).toBe(1);
  });

  it('renews all that a query means: of that type, ending in that time, and still valid', async () => {
    bulk.zone.clock.advance(40 * 24 * 3600 * 1000);
    const from = civilDateOf(bulk.zone.clock.now());
    const [one, two, three] = await issue(3);
    const end = (await headOf(one?.licenceId))?.validUntil as CivilDate;
    await bulk.bring(
      bytes(['证照标识,变更为,法律依据,事由', `${three?.identifier},撤销,示例法第五条,示例`]),
      { operation: 'change-state' },
    );
    await bulk.drain();
    const renewal = { legalBasis: '示例法第五条', reason: '延续（示例）' };
    const renewAll = (expiring: object) =>
      bulk.bring(new Uint8Array(), {
        ...{ operation: 'renew', file: { path: '', format: 'jsonl' } },
        query: { from, ...expiring, renewal },
      });
    const later = await renewAll({ expiringFrom: addDays(end, 1) });
    expect(await bulk.find(later)).toMatchObject({ state: 'failed', reason: 'no-rows' });
    const id = await renewAll({ expiringFrom: end, expiringUntil: end });
    await bulk.drain();
    expect(await bulk.find(id)).toMatchObject({ state: 'finished', counts: { issued: 2 } });
    expect((await headOf(one?.licenceId))?.version).toBe(2);
    expect((await headOf(two?.licenceId))?.version).toBe(2);
    expect((await headOf(three?.licenceId))?.version).toBe(1);
  });

  it('stops when the type has come to want a second person, as issuing does', async () => {
    const [licence] = await issue(1);
    const renewal = await renew([licence?.identifier]);
    const issuing = await bulk.bring(toRows(1, 900));
    const type = sampleType('foodPermit');
    await bulk.zone.directoryWriter.putLicenceType({
      ...{ ...type, version: type.version + 1 },
      approval: 'second-person',
    });
    await bulk.drain();
    for (const id of [renewal, issuing])
      expect(await bulk.find(id)).toMatchObject({ state: 'paused', reason: 'needs-second-person' });
    await bulk.zone.directoryWriter.putLicenceType({ ...type, version: type.version + 2 });
    expect((await headOf(licence?.licenceId))?.version).toBe(1);
  });

  it('renews each licence once, whatever becomes of a call', { timeout: 120_000 }, async () => {
    const counting = makeNetworkPlan();
    const [first] = await issue(1);
    await renew([first?.identifier]);
    bulk.turns.held.length = 0;
    await bulk.makeWorker(counting).takeTurn();
    const step = Number(process.env['FAULT_STEP'] ?? 6);
    for (let at = 1; at <= counting.calls.length; at += step) {
      for (const fault of tableFaults) {
        const [licence] = await issue(1);
        const id = await renew([licence?.identifier]);
        bulk.turns.held.length = 0;
        await bulk
          .makeWorker(makeNetworkPlan(at, fault))
          .takeTurn()
          .catch(() => undefined);
        for (let tries = 0; tries < 4; tries += 1) await bulk.drain();
        const where = `${fault} call ${at} (${counting.calls[at - 1]})`;
        expect((await bulk.find(id)).state, where).toBe('finished');
        expect(await countsOf(id), where).toEqual({ issued: 1, rejected: 0, repeated: 0 });
        expect((await headOf(licence?.licenceId))?.version, where).toBe(2);
      }
    }
    const { faults, reserved } = await auditRegister(bulk.zone.client, bulk.zone.table);
    expect([faults, reserved]).toEqual([[], 0]);
  });
});
