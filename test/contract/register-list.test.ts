import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIssueLicence } from '../../functions/issuing/issue-licence/issue-licence.ts';
import { makeListLicences } from '../../functions/issuing/list-licences/list-licences.ts';
import { makeListSealUses } from '../../functions/issuing/list-seal-uses/list-seal-uses.ts';
import { makeShowLicence } from '../../functions/issuing/show-licence/show-licence.ts';
import { makeDynamoSealUses } from '../../shared/adapters/aws/dynamo-seal-uses.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { listLicencesQuery } from '../../shared/api/licences.ts';
import { listSealUsesQuery } from '../../shared/api/seals.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { housing } from '../build/callers.ts';
import { type IssuingPorts, type IssuingZone, startIssuingZone } from '../build/issuing-zone.ts';
import { askForLicence } from '../build/licences.ts';
import { sampleDepartment } from '../build/sample-holders.ts';
import { sealId } from '../build/sample-seal.ts';

let zone: IssuingZone;
let ports: IssuingPorts;
const issued: string[] = [];
const department = sampleDepartment().code;

/** Thirty licences, one a second but the last eleven, which come in one moment. */
beforeAll(async () => {
  zone = await startIssuingZone();
  ports = zone.makeContainer();
  for (let made = 0; made < 30; made += 1) {
    if (made < 20) zone.clock.advance(1000);
    const { request, application } = askForLicence();
    const { answer } = await makeIssueLicence(ports)(request, application);
    issued.push(String(answer.location?.split('/').at(-1)));
  }
});
afterAll(() => zone?.close());

const list = (query: Record<string, string>, of: DepartmentCode = department) =>
  makeListLicences(ports)(listLicencesQuery.parse(query), of);

async function readAll(limit: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.licences.map((licence) => licence.licenceId));
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

describe("a department's list in the register", () => {
  it.each(['1', '7', '10', '30', '100'])(
    'names every licence once, newest first, on pages of %s',
    async (limit) => {
      const found = await readAll(limit);
      expect(found.toSorted()).toEqual(issued.toSorted());
      expect(found.slice(11)).toEqual(issued.slice(0, 19).toReversed());
    },
  );

  it('names no licence to another department', async () => {
    expect(await list({}, housing)).toEqual({ licences: [] });
    const { next = '' } = await list({ limit: '5' });
    expect(await list({ cursor: next }, housing)).toEqual({ licences: [] });
    const show = makeShowLicence({ reader: ports.reader });
    await expect(show(issued[0] ?? '', housing)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps to the days asked for', async () => {
    const on = async (from: string, until: string) => (await list({ from, until })).licences.length;
    expect(await on('2026-11-22', '2026-11-22')).toBe(30);
    expect(await on('2026-11-23', '2026-12-31')).toBe(0);
    expect(await on('2026-11-01', '2026-11-21')).toBe(0);
  });

  it('shows a licence with its credential and history', async () => {
    const shown = await makeShowLicence({ reader: ports.reader })(issued[0] ?? '', department);
    expect(shown.credential).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+~/);
    expect(shown.history.map((entry) => entry.state)).toEqual(['valid']);
  });
});

describe("a department's list of the uses of its seal", () => {
  it('names every use once, also where a page ends at a digest with - or _ in it', async () => {
    const seals = makeDynamoSeals({ client: zone.client, table: 'seals' });
    const uses = makeDynamoSealUses({ client: zone.client, tables: [zone.table] });
    const listUses = makeListSealUses({ seals, uses });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const asked = { limit: '1', ...(cursor === undefined ? {} : { cursor }) };
      const query = listSealUsesQuery.parse(asked);
      const page = await listUses({ seal: sealId, department, query });
      found.push(...page.uses.map((use) => use.digest));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(new Set(found).size).toBe(2 * issued.length);
    expect(found).toHaveLength(2 * issued.length);
  });
});
