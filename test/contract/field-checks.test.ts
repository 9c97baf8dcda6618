import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeListUses } from '../../functions/holding/list-uses/list-uses.ts';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { fieldCheckBody } from '../../shared/api/field-checks.ts';
import { fieldCheckLimits } from '../../shared/domain/field-check.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeNetworkPlan } from '../build/faulty-client.ts';
import {
  type FieldCheckActs,
  makeFieldCheckActs,
  makeFieldCheckPorts,
} from '../build/field-checks.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { askForChange } from '../build/licences.ts';
import { sampleOrganisation, sampleOrganisations } from '../build/sample-holders.ts';
import { sampleType } from '../build/sample-types.ts';

let zone: HoldingZone;
let check: FieldCheckActs;
let issued: JsonObject;
let told: JsonObject;
const purpose = { itemCode: '210102-0001', words: '受理入驻申请（示例）' };

beforeAll(async () => {
  zone = await startHoldingZone();
  check = makeFieldCheckActs(makeFieldCheckPorts(zone));
});
beforeEach(async () => {
  // each test has a day and a licence of its own
  zone.clock.advance(24 * 3600_000);
  const { licenceId } = await zone.issue();
  const head = await makeFieldCheckPorts(zone).ports.licences.find({ licenceId });
  issued = JSON.parse(JSON.stringify(head)) as JsonObject;
  told = {
    licence: { identifier: String(issued['identifier']) },
    holder: { name: sampleOrganisation().name },
    items: { KZ_FDDBR: (issued['items'] as JsonObject)['KZ_FDDBR'] ?? '' },
    purpose,
  };
});
afterAll(() => zone?.close());

const byNumber = (number = String(issued['number'])) => ({
  type: sampleType('foodPermit').code,
  department: String(issued['identifier']).split('.')[6] ?? '',
  number,
});
const usesOf = async () =>
  (await makeListUses(zone.uses)({ limit: 100 }, zone.holders.company.digest)).uses;

describe('a field check', () => {
  it('says yes to what is told as it is, by identifier and by number', async () => {
    const { name, codeType, code } = sampleOrganisation();
    const whole = {
      ...{ holder: { name, codeType, code }, items: issued['items'] ?? {} },
      ...(issued['validUntil'] === undefined ? {} : { validUntil: issued['validUntil'] }),
    };
    expect(await check(told)).toMatchObject({ matches: true, replayed: false });
    expect(await check({ ...told, ...whole })).toMatchObject({ matches: true });
    expect(await check({ ...told, licence: byNumber() })).toMatchObject({ matches: true });
  });

  const otherwise: [string, () => JsonObject][] = [
    ['another holder', () => ({ holder: { name: '别人（示例）' } })],
    [
      'another code of the holder',
      () => ({
        holder: {
          name: sampleOrganisation().name,
          codeType: '001',
          code: sampleOrganisations[1]?.code ?? '',
        },
      }),
    ],
    ['another item', () => ({ items: { KZ_FDDBR: '别人（示例）' } })],
    ['an item that it has not', () => ({ items: { KZ_NO: '一' } })],
    ['a name that every object has', () => ({ items: { toString: 'x' } })],
    ['part of a list', () => ({ items: { KZ_JYXM: [] } })],
    ['another last day', () => ({ validUntil: '2099-01-01' })],
    ['another number', () => ({ licence: byNumber('JY00000000000000') })],
    [
      'a licence that there is not',
      () => ({
        licence: {
          identifier: `1.2.156.3005.2.11100000MB0341032Y902.11210100MB9Y10011Q.3CAF0S9SRBDLYMZ15QEI.001.C`,
        },
      }),
    ],
  ];

  it.each(otherwise)('says no to %s, by the same calls and in the same shape', async (_, part) => {
    const plan = makeNetworkPlan();
    const answer = await makeFieldCheckActs(makeFieldCheckPorts(zone, plan))({
      ...told,
      ...part(),
    });
    expect(answer).toEqual({
      fieldCheckId: expect.stringMatching(/^field-check-[0-9a-z]{36}$/),
      checkedAt: new Date(zone.clock.now()).toISOString(),
      matches: false,
      replayed: false,
    });
    expect(plan.calls.join(' ').replaceAll('Command', '')).toBe(
      'GenerateMac GetItem GetItem GetItem GenerateMac GenerateMac BatchGetItem GetItem GetItem GetItem TransactWriteItems',
    );
  });

  it('says no to what is suspended', async () => {
    const change = makeChangeLicenceState(zone.issuing);
    const { request, asked } = askForChange(String(issued['licenceId']), 'suspended');
    await change(request, asked);
    expect(await check(told)).toMatchObject({ matches: false });
  });

  it('stands in its holders’ list with what was asked about, right or wrong', async () => {
    const before = (await usesOf()).length;
    const right = await check(told);
    zone.clock.advance(1);
    const wrong = await check({ ...told, licence: byNumber(), holder: { name: '别人（示例）' } });
    const [second, first, ...more] = await usesOf();
    expect(more).toHaveLength(before);
    const verifier = { client: counters.checker, name: `${counters.checker}（示例）` };
    expect(first).toMatchObject({
      ...{ useId: right.fieldCheckId, kind: 'field-check', matched: true, purpose, verifier },
      licences: [{ licenceId: issued['licenceId'], items: ['holders', 'KZ_FDDBR'] }],
    });
    expect(second).toMatchObject({
      ...{ useId: wrong.fieldCheckId, matched: false },
      licences: [{ licenceId: issued['licenceId'], items: ['holders', 'number', 'KZ_FDDBR'] }],
    });
  });

  it('is answered also where what was told is long', async () => {
    const items = { KZ_JYXM: '示'.repeat(2000) };
    expect(await check({ ...told, items })).toMatchObject({ matches: false });
  });

  it('is asked once by one key: the same answer, counted once', async () => {
    const before = (await usesOf()).length;
    const first = await check(told, { key: 'once' });
    expect(await check(told, { key: 'once' })).toEqual({ ...first, replayed: true });
    expect(await usesOf()).toHaveLength(before + 1);
    const other = check({ ...told, holder: { name: '别人（示例）' } }, { key: 'once' });
    await expect(other).rejects.toMatchObject({ code: 'idempotency-mismatch' });
  });

  it('lets nobody try more than five times at one licence, also when the sixth is right', async () => {
    const { ports, noted } = makeFieldCheckPorts(zone);
    const guess = makeFieldCheckActs({ ports });
    for (let tries = 0; tries < fieldCheckLimits.missesOfOne; tries += 1) {
      await guess({ ...told, items: { KZ_FDDBR: `猜${tries}` } });
    }
    const limited = { code: 'rate-limited', details: { reason: 'day' } };
    for (const by of [counters.checker, counters.own]) {
      // who is of one department is counted as one
      await expect(guess(told, { by })).rejects.toMatchObject(limited);
    }
    expect(noted[0]).toBe('field-check.limited {"client":"shenyang-checker","limit":"misses"}');
    expect(await guess(told, { by: counters.bank })).toMatchObject({ matches: true });
    zone.clock.advance(24 * 3600_000);
    expect(await guess(told)).toMatchObject({ matches: true });
  });

  it('of what there is not is limited in the same way', async () => {
    const none = { ...told, licence: byNumber('JY00000000000001') };
    for (let tries = 0; tries < fieldCheckLimits.missesOfOne; tries += 1) await check(none);
    await expect(check(none)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('stops whoever asks about ever new licences, and lets them go on about known ones', async () => {
    await check(told);
    const whose = (await usesOf())[0]?.verifier.department;
    const day = new Date(zone.clock.now() + 8 * 3600_000).toISOString().slice(0, 10);
    await zone.setCount(`count#field-check-news#${whose}`, day, fieldCheckLimits.newLicences);
    expect(await check(told)).toMatchObject({ matches: true });
    const unknown = check({ ...told, licence: byNumber('JY00000000000002') });
    await expect(unknown).rejects.toMatchObject({ code: 'rate-limited' });
    await zone.setCount(`count#field-checks#${whose}`, day, fieldCheckLimits.checks);
    await expect(check(told)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('is counted exactly, however many ask at once', async () => {
    const guesses = Array.from({ length: 12 }, (_, at) =>
      check({ ...told, items: { KZ_FDDBR: `猜${at}` } }).then(
        () => 'no',
        ({ code }) => code,
      ),
    );
    const answers = await Promise.all(guesses);
    expect(answers.filter((one) => one === 'no').length).toBeLessThanOrEqual(
      fieldCheckLimits.missesOfOne,
    );
    expect(new Set(answers)).toEqual(new Set(['no', 'rate-limited']));
  });

  it('asks nothing for a client that is gone', async () => {
    const asked = check(told, { by: 'nobody-there' as ClientId });
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each<[string, JsonObject]>([
    ['without a purpose', { purpose: null }],
    ['without a holder', { holder: {} }],
    ['with half a holder code', { holder: { name: '示例', code: '91210102MAL3C6TE94' } }],
    ['of a licence with two names', { licence: { identifier: 'x', number: 'y' } }],
    ['of a number of no type', { licence: { number: 'JY1' } }],
    ['of an identifier with a slip in it', { licence: { identifier: '1.2.156.3005.2.x' } }],
    ['with things in things', { items: { KZ_ZS: { a: 1 } } }],
    [
      'with a person’s number in its purpose',
      { purpose: { itemCode: 'a', words: '21010319670807375X' } },
    ],
    ['with more than it may say', { licenceId: 'x' }],
  ])('is not read %s', (_, part) => {
    expect(fieldCheckBody.safeParse({ ...told, ...part }).success).toBe(false);
  });
});
