import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeListUses } from '../../functions/holding/list-uses/list-uses.ts';
import { dutyCheckBody } from '../../shared/api/duty-checks.ts';
import { civilDateOf } from '../../shared/domain/civil-date.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  type DutyCheckActs,
  enterDuty,
  inspectionItem,
  makeDutyCheckActs,
  makeDutyCheckPorts,
  toDutyCheckBody,
} from '../build/duty-checks.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { sampleDepartment, sampleOrganisations } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

let zone: HoldingZone;
let lookUp: DutyCheckActs;
let issued: { readonly licenceId: LicenceId; readonly credential: string };
const type = sampleType('foodPermit').code;
const duty = `${sampleDepartment().code}#${type}#${inspectionItem}`;

beforeAll(async () => {
  zone = await startHoldingZone();
  await enterDuty(zone);
  lookUp = makeDutyCheckActs(makeDutyCheckPorts(zone));
  issued = await zone.issue();
});
beforeEach(() => {
  // each test has a day of its own
  zone.clock.advance(24 * 3600_000);
});
afterAll(() => zone?.close());

const usesOf = async (digest = zone.holders.company.digest) =>
  (await makeListUses(zone.uses)({ limit: 100 }, digest)).uses;
const namesIn = (credential: string) =>
  readCredential(credential, { maxBytes: 100_000 }).disclosures.map(({ name }) => name);
const today = () => civilDateOf(zone.clock.now());
const countToday = async (of: string) => {
  const { items } = await zone.holding.page({ partition: `count#${of}`, limit: 100 });
  return Number(items.find(({ sk }) => sk?.S === today())?.['taken']?.N ?? 0);
};

describe('a check by duty', () => {
  it('shows of the holder’s licences what was asked for, and the holder sees it with its case', async () => {
    const { body } = await lookUp(toDutyCheckBody());
    const [licence] = body.licences;
    expect(body.licences).toHaveLength(1);
    expect(licence?.licenceId).toBe(issued.licenceId);
    expect(licence?.credential.split('~')[0]).toBe(issued.credential.split('~')[0]);
    expect(namesIn(licence?.credential ?? '')).toEqual(['KZ_FDDBR']);
    expect(licence?.verification.verdict).toBe('valid');
    const [use] = await usesOf();
    expect(use).toEqual({
      useId: body.dutyCheckId,
      kind: 'duty-check',
      at: body.checkedAt,
      verifier: expect.objectContaining({ client: counters.inspector }),
      licences: [{ licenceId: issued.licenceId, items: ['KZ_FDDBR'] }],
      purpose: { itemCode: inspectionItem, words: '食品安全监督检查（示例）' },
      caseNumber: '沈市监检〔2026〕12号（示例）',
    });
  });

  it('shows one licence by its id', async () => {
    const { holder: _holder, ...rest } = toDutyCheckBody({ items: ['holders'] });
    const { body } = await lookUp({ ...rest, licenceId: issued.licenceId });
    expect(namesIn(body.licences[0]?.credential ?? '')).toEqual(['holders']);
    const unknown = `${issued.licenceId.slice(0, -1)}${issued.licenceId.endsWith('0') ? '1' : '0'}`;
    expect((await lookUp({ ...rest, licenceId: unknown })).body.licences).toEqual([]);
  });

  it('is seen by a holder of whom nothing was found', async () => {
    const [, other] = sampleOrganisations;
    const holder = { codeType: '001', code: other?.code ?? '' };
    const { body } = await lookUp(toDutyCheckBody({ holder }));
    expect(body.licences).toEqual([]);
    const [use] = await usesOf(zone.holders.otherCompany.digest);
    expect(use).toMatchObject({ useId: body.dutyCheckId, licences: [] });
  });

  it('gives a holder’s licences four at a time, each time as a check of its own', async () => {
    const own = [issued.licenceId];
    for (let more = 0; more < 5; more += 1) own.push((await zone.issue()).licenceId);
    const seen: string[] = [];
    let after: string | undefined;
    const before = await countToday(`duty-checks#${duty}`);
    do {
      const { body } = await lookUp(toDutyCheckBody(after === undefined ? {} : { after }));
      expect(body.licences.length).toBeLessThanOrEqual(4);
      seen.push(...body.licences.map(({ licenceId }) => licenceId));
      after = body.next;
    } while (after !== undefined);
    expect(seen).toEqual(own.sort());
    expect((await countToday(`duty-checks#${duty}`)) - before).toBe(2);
  });

  const forbidden = (reason: string) => ({ code: 'forbidden', details: { reason } });
  it('needs a duty: for the type, for the item, in force, of the caller’s department', async () => {
    const purpose = { itemCode: '210102-9999', words: '示例' };
    const business = { type: sampleType('businessLicence').code };
    const refusals: [JsonObject, object?][] = [
      [{ purpose }],
      [business],
      [{}, { by: counters.otherInspector }],
      [{}, { by: counters.bank }],
    ];
    for (const [parts, as] of refusals) {
      await expect(lookUp(toDutyCheckBody(parts), as)).rejects.toMatchObject(forbidden('duty'));
    }
    const beyond = lookUp(toDutyCheckBody({ items: ['KZ_FDDBR', 'KZ_ZS'] }));
    await expect(beyond).rejects.toMatchObject(forbidden('duty-items'));
    const items = Array.from({ length: 100 }, (_, at) => `KZ_${at}${'X'.repeat(55)}`);
    const far = lookUp(toDutyCheckBody({ items }));
    await expect(far).rejects.toMatchObject(forbidden('duty-items'));
    const itemCode = '210102-0108';
    const until = new Date(zone.clock.now() + 1000).toISOString();
    await enterDuty(zone, { itemCode, until });
    const asked = toDutyCheckBody({ purpose: { itemCode, words: '示例' } });
    await lookUp(asked, { key: 'before-the-end' });
    zone.clock.advance(1000);
    await expect(lookUp(asked)).rejects.toMatchObject(forbidden('duty'));
    await expect(lookUp(asked, { key: 'before-the-end' })).rejects.toMatchObject(forbidden('duty'));
    expect(await countToday(`duty-checks#${duty}`)).toBe(0);
  });

  it('gives one key one answer, counted once, for ten minutes', async () => {
    const first = await lookUp(toDutyCheckBody(), { key: 'once' });
    const again = await lookUp(toDutyCheckBody(), { key: 'once' });
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(await countToday(`duty-checks#${duty}`)).toBe(1);
    const other = lookUp(toDutyCheckBody({ items: [] }), { key: 'once' });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    zone.clock.advance(600_000);
    const late = lookUp(toDutyCheckBody(), { key: 'once' });
    await expect(late).rejects.toMatchObject({ code: 'state-conflict' });
    zone.clock.advance(7 * 24 * 3600_000 - 600_000);
    expect((await lookUp(toDutyCheckBody(), { key: 'once' })).replayed).toBe(false);
  });

  it('happens exactly as often a day as the duty says, however many ask at once and again', async () => {
    const { ports, noted } = makeDutyCheckPorts(zone);
    const inspectors = Array.from({ length: 3 }, () => makeDutyCheckActs(makeDutyCheckPorts(zone)));
    await zone.setCount(`count#duty-checks#${duty}`, today(), 43);
    const ask = (at: number) =>
      (inspectors[at % 3] ?? lookUp)(toDutyCheckBody(), {
        key: `quota-${today()}-${at >> 1}`,
      }).then(
        ({ body }) => body.dutyCheckId,
        ({ code }) => String(code),
      );
    // each key is sent twice; what only stood in another's way is sent until it is told
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, async (_, at) => {
        let told = await ask(at);
        while (told === 'service-unavailable') told = await ask(at);
        return told;
      }),
    );
    const done = outcomes.filter((one) => one !== 'rate-limited');
    expect(new Set(done).size).toBe(7);
    expect(await countToday(`duty-checks#${duty}`)).toBe(50);
    const told = (await usesOf()).filter(({ useId }) => done.includes(useId));
    expect(told).toHaveLength(7);
    const beyond = makeDutyCheckActs({ ports })(toDutyCheckBody());
    await expect(beyond).rejects.toMatchObject({ code: 'rate-limited' });
    expect(noted).toEqual([
      `duty-check.limited ${JSON.stringify({ client: counters.inspector, department: sampleDepartment().code, type, itemCode: inspectionItem })}`,
    ]);
  });

  it('says when far more are looked up for the first time than on other days', async () => {
    const itemCode = '210102-0109';
    await enterDuty(zone, { itemCode, checksPerDay: 200 });
    const { ports, noted } = makeDutyCheckPorts(zone);
    const ask = makeDutyCheckActs({ ports });
    const purpose = { itemCode, words: '示例' };
    const news = `count#duty-check-news#${sampleDepartment().code}#${type}#${itemCode}`;
    await zone.setCount(news, today(), 49);
    await ask(toDutyCheckBody({ purpose }));
    expect(noted).toEqual([]);
    const [, other] = sampleOrganisations;
    const holder = { codeType: '001', code: other?.code ?? '' };
    await ask(toDutyCheckBody({ purpose, holder }));
    expect(noted).toEqual([expect.stringMatching(/^duty-check.unusual .*"newToday":51}$/)]);
    // somebody known is nobody new
    await ask(toDutyCheckBody({ purpose, holder }));
    expect(noted).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    ['without a case number', { caseNumber: '' }],
    ['with a person’s number for a case number', { caseNumber: '21010319670807375X' }],
    ['of nobody', { holder: null }],
    ['of a code that is none', { holder: { codeType: '111', code: '1' } }],
    ['of a licence and a holder', { licenceId: 'x' }],
    ['without items', { items: null }],
    ['with more than it may say', { state: 'valid' }],
  ])('is not read %s', (_, parts) => {
    expect(dutyCheckBody.safeParse(toDutyCheckBody(parts)).success).toBe(false);
  });
});
