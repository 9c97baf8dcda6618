import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeListUses } from '../../functions/holding/list-uses/list-uses.ts';
import { makeShowAuthorisations } from '../../functions/holding/show-authorisations/show-authorisations.ts';
import { makeWithdrawAuthorisation } from '../../functions/holding/withdraw-authorisation/withdraw-authorisation.ts';
import { holdingKeys } from '../../shared/adapters/aws/dynamo-holding-keys.ts';
import { toBodyItem } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import type { LicenceId, Moment } from '../../shared/domain/ids.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  type HoldingActs,
  itemCode,
  makeHoldingActs,
  toAuthorisationBody,
  words,
} from '../build/holding-requests.ts';
import {
  counters,
  type HoldingPorts,
  type HoldingZone,
  otherDepartment,
  startHoldingZone,
} from '../build/holding-zone.ts';
import { sampleDepartment } from '../build/sample-holders.ts';

let zone: HoldingZone;
let acts: HoldingActs;
let ports: HoldingPorts;
let issued: { readonly licenceId: LicenceId; readonly credential: string };
beforeAll(async () => {
  zone = await startHoldingZone();
  ports = zone.makeHolding();
  acts = makeHoldingActs(ports);
  issued = await zone.issue();
});
afterAll(() => zone?.close());

const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, details }) =>
      details?.errors
        ?.map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`)
        .join() ?? code,
  );
const give = (parts: JsonObject = {}) =>
  acts.authorise(zone.holders.company, toAuthorisationBody([issued.licenceId], parts));
const shown = (authorisationId: string) => acts.showCode(zone.holders.company, authorisationId);
const refused = { code: 'code-not-usable' };

describe('an authorisation', () => {
  it('is given, listed, shown and withdrawn by its holder', async () => {
    const { company, otherCompany } = zone.holders;
    const given = await give();
    const { list, show } = makeShowAuthorisations(zone);
    const page = await list({ limit: 1 }, company.digest);
    expect(page.authorisations).toEqual([given]);
    const detail = await show(given.authorisationId, company.digest);
    expect(detail).toEqual({ ...given, showCodes: [] });
    expect(detail.holder).toBe('沈阳鑫盛食品有限公司（示例）');
    expect(detail.madeBy).toBe('高明勇（示例）');
    await expect(show(given.authorisationId, otherCompany.digest)).rejects.toMatchObject({
      code: 'not-found',
    });
    const withdraw = makeWithdrawAuthorisation({ ...zone, writer: zone.withdrawer });
    await expect(withdraw(given.authorisationId, otherCompany.digest)).rejects.toMatchObject({
      code: 'not-found',
    });
    await withdraw(given.authorisationId, company.digest);
    await withdraw(given.authorisationId, company.digest);
    expect((await show(given.authorisationId, company.digest)).state).toBe('withdrawn');
  });

  it('comes in pages, newest first', async () => {
    const made: string[] = [];
    for (let one = 0; one < 3; one += 1) {
      zone.clock.advance(1);
      made.push((await give()).authorisationId);
    }
    const { list } = makeShowAuthorisations(zone);
    const first = await list({ limit: 2 }, zone.holders.company.digest);
    const second = await list({ limit: 2, cursor: first.next }, zone.holders.company.digest);
    const ids = [...first.authorisations, ...second.authorisations].map(
      (one) => one.authorisationId,
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 3)).toEqual(made.reverse());
    expect(await list({ limit: 2 }, zone.holders.person.digest)).toEqual({ authorisations: [] });
  });

  const licence = (parts: JsonObject) => ({ licences: [{ licenceId: '', items: [], ...parts }] });
  it.each<[string, (id: LicenceId) => JsonObject, string]>([
    [
      'for no licence there is',
      (id) => licence({ licenceId: `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}` }),
      '/licences/0/licenceId unknown',
    ],
    [
      'for an item that there is not',
      (id) => licence({ licenceId: id, items: ['KZ_NO'] }),
      '/licences/0/items/0 unknown-item',
    ],
    [
      'for an item twice',
      (id) => licence({ licenceId: id, items: ['holders', 'holders'] }),
      '/licences/0/items/1 duplicate',
    ],
    [
      'for a licence twice',
      (id) => ({
        licences: [
          { licenceId: id, items: [] },
          { licenceId: id, items: [] },
        ],
      }),
      '/licences/1 duplicate',
    ],
    [
      'to a client that there is not',
      () => ({ verifier: { client: 'nobody' } }),
      '/verifier/client unknown',
    ],
    [
      'to a client that may not retrieve',
      () => ({ verifier: { client: counters.mute } }),
      '/verifier/client unknown',
    ],
    [
      'to a department that there is not',
      () => ({ verifier: { department: '11210100MB9Y10046B' } }),
      '/verifier/department unknown',
    ],
    ['that is over', () => ({ until: '2026-11-22T07:59:59Z' }), '/until before-from'],
    ['that ends before it begins', () => ({ from: '2026-11-24T00:00:00Z' }), '/until before-from'],
    ['for more than a year', () => ({ until: '2027-11-24T08:00:00Z' }), '/until too-far'],
  ])('is not given %s', async (_, parts, faults) => {
    const before = (
      await zone.authorisations.list({ party: zone.holders.company.digest, limit: 100 })
    ).authorisations.length;
    expect(await faultsOf(give(parts(issued.licenceId)))).toBe(faults);
    const after = (
      await zone.authorisations.list({ party: zone.holders.company.digest, limit: 100 })
    ).authorisations.length;
    expect(after).toBe(before);
  });

  it('is given for own licences only', async () => {
    const { otherCompany, person } = zone.holders;
    for (const holder of [otherCompany, person]) {
      const body = toAuthorisationBody([issued.licenceId]);
      expect(await faultsOf(acts.authorise(holder, body))).toBe('/licences/0/licenceId unknown');
    }
  });

  it('is given a hundred times a day, not more', async () => {
    const partition = `count#authorisations#${zone.holders.company.digest}`;
    const { items } = await zone.holding.page({ partition, limit: 1 });
    const taken = Number(items[0]?.['taken']?.N);
    // a few at a time: all of them at one counter would be in one another's way
    for (let given = taken; given < 100; given += 10) {
      await Promise.all(Array.from({ length: Math.min(10, 100 - given) }, () => give()));
    }
    expect(await faultsOf(give())).toBe('rate-limited');
    zone.clock.advance(24 * 3600_000);
    await give({ until: '2026-11-24T00:00:00Z' });
    zone.clock.advance(24 * 3600_000);
  });
});

/** From here on it is the 24th. */
const until = '2026-11-25T00:00:00Z';

describe('a shown code', () => {
  it('gives the counter exactly what was authorised, and the holder sees the use', async () => {
    const other = await zone.issue();
    const body = toAuthorisationBody([issued.licenceId], {
      until,
      licences: [
        { licenceId: issued.licenceId, items: ['KZ_FDDBR'] },
        { licenceId: other.licenceId, items: [] },
      ],
    });
    const { authorisationId } = await acts.authorise(zone.holders.company, body);
    const retrieved = await acts.retrieve({ code: await shown(authorisationId) });
    const [one, two] = retrieved.body.licences;
    const [signed = ''] = issued.credential.split('~');
    const { disclosures } = readCredential(issued.credential, { maxBytes: 100_000 });
    const encoded = disclosures.find(({ name }) => name === 'KZ_FDDBR')?.encoded;
    expect(one?.credential).toBe(`${signed}~${encoded}~`);
    expect(two?.credential).toBe(`${other.credential.split('~')[0]}~`);
    const { uses } = await makeListUses(zone.uses)({ limit: 10 }, zone.holders.company.digest);
    expect(uses[0]).toMatchObject({
      useId: retrieved.body.retrievalId,
      kind: 'retrieval',
      verifier: {
        client: counters.own,
        department: sampleDepartment().code,
        departmentName: sampleDepartment().name,
      },
      licences: body['licences'],
      purpose: { itemCode, words },
      authorisationId,
      authorisedBy: '高明勇（示例）',
    });
    expect(await makeListUses(zone.uses)({ limit: 10 }, zone.holders.person.digest)).toEqual({
      uses: [],
    });
  });

  it('is seen by its holder though a page of uses is more than a query gives at once', async () => {
    const { otherPerson } = zone.holders;
    const at = Date.UTC(2026, 10, 22) as Moment;
    const items = Array.from({ length: 100 }, (_, index) => `ITEM_${index}`.padEnd(50, 'X'));
    const licences = Array.from({ length: 20 }, () => ({ licenceId: issued.licenceId, items }));
    const ids = Array.from(
      { length: 12 },
      (_, index) => `retrieval-${String(index).padStart(2, '0')}`,
    );
    const { sister: client } = counters;
    for (const id of ids) {
      const use = {
        id,
        kind: 'retrieval',
        at,
        licences,
        verifier: { client, name: '示例' },
      } as const;
      const body = { ...use, purpose: { itemCode, words } };
      const key = holdingKeys.use(otherPerson.digest, at, id);
      await zone.client.send(
        new PutItemCommand({ TableName: 'holding', Item: toBodyItem(key, 'use', { body }) }),
      );
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
      const page = await makeListUses(zone.uses)(query, otherPerson.digest);
      seen.push(...page.uses.map(({ useId }) => useId));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids.toReversed());
  });

  it('is good once; the one who redeemed it gets the same bytes again', async () => {
    const { authorisationId } = await give({ until, maxUses: 5 });
    const code = await shown(authorisationId);
    const key = `winner-${authorisationId}`;
    const first = await acts.retrieve({ code }, { key });
    const again = await acts.retrieve({ code }, { key });
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    await expect(acts.retrieve({ code })).rejects.toMatchObject(refused);
    await expect(acts.retrieve({ code, purpose: '另一用途' }, { key })).rejects.toMatchObject({
      code: 'idempotency-mismatch',
    });
    zone.clock.advance(10 * 60_000);
    await expect(acts.retrieve({ code }, { key })).rejects.toMatchObject(refused);
  });

  it('is good for a minute', async () => {
    const { authorisationId } = await give({ until, maxUses: 2 });
    const code = await shown(authorisationId);
    const late = await shown(authorisationId);
    zone.clock.advance(59_999);
    await acts.retrieve({ code });
    zone.clock.advance(1);
    await expect(acts.retrieve({ code: late })).rejects.toMatchObject(refused);
  });

  it('is good as often as the leave is', async () => {
    const { authorisationId } = await give({ until, maxUses: 1 });
    const codes = [await shown(authorisationId), await shown(authorisationId)];
    await acts.retrieve({ code: codes[0] ?? '' });
    await expect(acts.retrieve({ code: codes[1] ?? '' })).rejects.toMatchObject(refused);
    expect(await faultsOf(shown(authorisationId))).toBe('state-conflict');
  });

  it.each<[string, JsonObject, Partial<Record<'own' | 'sister' | 'other', boolean>>]>([
    ['a named client', { client: counters.own }, { own: true, sister: false, other: false }],
    ['a department', { department: sampleDepartment().code }, { sister: true, other: false }],
    ['another department', { department: otherDepartment }, { own: false, other: true }],
    ['whoever redeems', { anyone: true }, { other: true }],
  ])('for %s is for nobody else', async (_, verifier, expected) => {
    for (const [counter, isGood] of Object.entries(expected)) {
      const { authorisationId } = await give({ until, verifier });
      const asked = acts.retrieve(
        { code: await shown(authorisationId) },
        { client: counters[counter as 'own'] },
      );
      expect([counter, await faultsOf(asked)]).toEqual([
        counter,
        isGood ? 'done' : 'code-not-usable',
      ]);
    }
  });

  it('is for the item that was authorised', async () => {
    const { authorisationId } = await give({ until });
    const code = await shown(authorisationId);
    await expect(acts.retrieve({ code, itemCode: '210102-0002' })).rejects.toMatchObject(refused);
    await acts.retrieve({ code });
  });

  it('is nothing once the leave is withdrawn, also between redeeming and fetching again', async () => {
    const { authorisationId } = await give({ until, maxUses: 2 });
    const [code, unused] = [await shown(authorisationId), await shown(authorisationId)];
    const key = `withdrawn-${authorisationId}`;
    await acts.retrieve({ code }, { key });
    await zone.withdrawer.withdraw(authorisationId as never, zone.clock.now());
    await expect(acts.retrieve({ code }, { key })).rejects.toMatchObject(refused);
    await expect(acts.retrieve({ code: unused })).rejects.toMatchObject(refused);
  });

  it('stands in the table as a MAC only; the same key makes the same code again', async () => {
    const { authorisationId } = await give({ until });
    const key = `code-${authorisationId}`;
    const first = await acts.show(zone.holders.company, { authorisationId }, key);
    expect(await acts.show(zone.holders.company, { authorisationId }, key)).toEqual(first);
    const code = first.address?.split('#')[1] ?? '';
    expect(first.address).toMatch(/^https:\/\/liaoning\.example\/r#[A-Za-z0-9_-]{22}$/);
    const scanned = await scan();
    expect(scanned).toContain(authorisationId);
    expect(scanned).not.toContain(code);
  });

  it('is made by who gave the leave, as long as it holds', async () => {
    const { authorisationId } = await give({ until });
    const { otherCompany } = zone.holders;
    expect(await faultsOf(acts.showCode(otherCompany, authorisationId))).toBe(
      '/authorisationId unknown',
    );
    expect(await faultsOf(acts.showCode(zone.holders.company, 'x'))).toBe(
      '/authorisationId unknown',
    );
    const later = await give({ from: '2026-11-24T20:00:00Z', until });
    expect(await faultsOf(shown(later.authorisationId))).toBe('state-conflict');
  });
});

/** Everything in the holding table, as text. */
async function scan(): Promise<string> {
  const { ScanCommand } = await import('@aws-sdk/client-dynamodb');
  const { Items } = await zone.client.send(new ScanCommand({ TableName: 'holding' }));
  return JSON.stringify(Items);
}

describe('a spoken code', () => {
  const speak = async () => {
    const { authorisationId } = await give({ until });
    const { spokenCode = '' } = await acts.show(zone.holders.company, {
      authorisationId,
      counter: counters.own,
    });
    return { authorisationId, spokenCode };
  };
  const wrong = (code: string) => `${code.slice(0, 8)}${(Number(code[8]) + 1) % 10}`;

  it('is nine digits for one counter, for five minutes', async () => {
    const { spokenCode } = await speak();
    expect(spokenCode).toMatch(/^\d{9}$/);
    expect(await scan()).not.toContain(spokenCode);
    await expect(acts.retrieve({ spokenCode }, { client: counters.sister })).rejects.toMatchObject(
      refused,
    );
    const retrieved = await acts.retrieve({ spokenCode });
    expect(retrieved.body.licences).toHaveLength(1);
    await expect(acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
    const late = await speak();
    zone.clock.advance(5 * 60_000);
    await expect(acts.retrieve({ spokenCode: late.spokenCode })).rejects.toMatchObject(refused);
  });

  it('is locked after five wrong tries; the holder sees it, and it is noted once, for the alarm', async () => {
    ports.noted.length = 0;
    const { authorisationId, spokenCode } = await speak();
    for (let tries = 1; tries <= 5; tries += 1) {
      await expect(acts.retrieve({ spokenCode: wrong(spokenCode) })).rejects.toMatchObject(refused);
    }
    await expect(acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
    const { show } = makeShowAuthorisations(zone);
    const { showCodes } = await show(authorisationId, zone.holders.company.digest);
    expect(showCodes).toMatchObject([{ state: 'locked', tries: 5, counter: counters.own }]);
    const told = { client: counters.own, showCode: showCodes[0]?.showCodeId };
    expect(ports.noted).toEqual([`spoken-code.locked ${JSON.stringify(told)}`]);
  });

  it('is not found by trying, however many try at once', async () => {
    ports.noted.length = 0;
    const { spokenCode } = await speak();
    const tries = Array.from({ length: 60 }, (_, index) =>
      faultsOf(
        acts.retrieve({ spokenCode: `${spokenCode.slice(0, 2)}${String(index).padStart(7, '0')}` }),
      ),
    );
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['code-not-usable']));
    expect(ports.noted).toHaveLength(1);
    await expect(acts.retrieve({ spokenCode })).rejects.toMatchObject(refused);
  });

  it('may be right at the fifth try', async () => {
    const { spokenCode } = await speak();
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect(acts.retrieve({ spokenCode: wrong(spokenCode) })).rejects.toMatchObject(refused);
    }
    await acts.retrieve({ spokenCode });
  });
});

it('a key that a counter used a week ago is as good as new, though its record is still there', async () => {
  const week = 7 * 24 * 3600_000;
  const key = 'weekly';
  const retrieve = async () => {
    const later = new Date(zone.clock.now() + 3600_000).toISOString();
    const { authorisationId } = await give({ until: later });
    return acts.retrieve({ code: await shown(authorisationId) }, { key });
  };
  const first = await retrieve();
  zone.clock.advance(week - 1);
  await expect(retrieve()).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  zone.clock.advance(1);
  const second = await retrieve();
  expect(second.body.retrievalId).not.toBe(first.body.retrievalId);
});
