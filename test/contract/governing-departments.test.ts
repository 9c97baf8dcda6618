import { beforeAll, describe, expect, it } from 'vitest';
import { toJson } from '../build/api-events.ts';
import { housing, shenyang } from '../build/callers.ts';
import { business, days, food, idOf, other, useGoverningScene } from '../build/governing-scene.ts';
import { refusalIn } from '../build/governing-zone.ts';
import { sampleDefinition } from '../build/sample-types.ts';

const { clock, zone, at, newClient, rename, confirm } = useGoverningScene();

describe('departments', () => {
  it('are registered once, and shown to anybody with what they may issue', async () => {
    expect((await zone.govern('POST', '/v1/departments', other)).statusCode).toBe(200);
    const twice = await zone.call('POST', '/v1/departments', { body: other });
    expect([twice.statusCode, refusalIn(twice)]).toEqual([409, 'department-exists']);
    const shown = await zone.call('GET', `/v1/departments/${housing}`);
    expect(toJson(shown)).toEqual({ ...other, sample: false, entitlements: [], duties: [] });
    const listed = await zone.call('GET', '/v1/departments', { query: { limit: '1' } });
    expect(toJson(listed)).toEqual({ departments: [{ ...other, sample: false }], next: housing });
  });

  it.each([
    [{ ...other, division: '000000' }, { '/division': 'region' }],
    [{ ...other, mayIssue: [] }, { '/mayIssue': 'unknown' }],
    [
      { code: '1', name: '' },
      { '/code': 'length', '/name': 'required', '/division': 'required' },
    ],
    [[], { '': 'type' }],
  ])('are refused with their faults: %j', async (body, faults) => {
    const refused = await zone.call('POST', '/v1/departments', { body });
    expect([refused.statusCode, refusalIn(refused)]).toEqual([400, faults]);
  });

  it('are not found under a code that is none, or unknown', async () => {
    for (const code of ['x', '11330100MB9Y200172', encodeURIComponent('../head')]) {
      expect((await zone.call('GET', `/v1/departments/${code}`)).statusCode).toBe(404);
      const body = { name: '甲（示例）' };
      expect((await zone.call('PUT', `/v1/departments/${code}`, { body })).statusCode).toBe(404);
    }
  });
});

describe('duties', () => {
  const path = `/v1/departments/${shenyang}/duties`;
  const ends = `/v1/departments/${shenyang}/duty-ends`;
  const duty = (parts: object = {}) => ({
    ...{ type: food, itemCode: '210102-0107', legalBasis: '《示例法》第一条' },
    ...{ items: ['holders'], checksPerDay: 20, from: '2026-05-01T00:00:00.000Z', ...parts },
  });
  const shown = async () => toJson(await zone.call('GET', `/v1/departments/${shenyang}`))['duties'];

  it('are written down, changed, and ended, each by one who proposes and another who confirms', async () => {
    const proposed = await zone.call('POST', path, { body: duty() });
    expect([proposed.statusCode, toJson(proposed)]).toMatchObject([
      202,
      { act: 'grant-duty', before: null, after: { ...duty(), department: shenyang } },
    ]);
    expect(await shown()).toEqual([]);
    expect((await confirm(idOf(proposed))).statusCode).toBe(200);
    expect(await shown()).toEqual([duty()]);
    const more = duty({ checksPerDay: 40, items: ['holders', 'KZ_FDDBR'] });
    expect((await zone.govern('POST', path, more)).statusCode).toBe(200);
    expect(await shown()).toEqual([more]);
    const until = at(10 * days);
    const end = { type: food, itemCode: '210102-0107', until };
    expect((await zone.govern('POST', ends, end)).statusCode).toBe(200);
    expect(await shown()).toEqual([{ ...more, until }]);
    expect(refusalIn(await zone.call('POST', ends, { body: end }))).toBe('no-change');
  });

  it('of two changes proposed at once one holds', async () => {
    const [one, other] = [30, 31].map((checksPerDay) => duty({ itemCode: 'race', checksPerDay }));
    const ids = [];
    for (const body of [one, other]) ids.push(idOf(await zone.call('POST', path, { body })));
    const results = await Promise.all(ids.map((id) => confirm(id)));
    expect(results.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  it('end at no moment that has passed when the end is confirmed', async () => {
    await zone.govern('POST', path, duty({ itemCode: 'late' }));
    const body = { type: food, itemCode: 'late', until: at(days) };
    const id = idOf(await zone.call('POST', ends, { body }));
    clock.advance(2 * days);
    expect(refusalIn(await confirm(id))).toBe('end-passed');
    expect(refusalIn(await zone.call('POST', ends, { body }))).toBe('end-passed');
  });

  it.each([
    [{ type: '11210000MB9Y900073903' }, { '/type': 'unknown' }],
    [{ itemCode: '../' }, { '/itemCode': 'pattern' }],
    [{ legalBasis: '' }, { '/legalBasis': 'required' }],
    [{ items: ['holders', 'holders'] }, { '/items/1': 'duplicate' }],
    [{ items: ['KZ_NO'] }, { '/items/0': 'unknown-item' }],
    [{ checksPerDay: 0 }, { '/checksPerDay': 'too-small' }],
    [{ until: '2026-04-01T00:00:00Z' }, { '/until': 'before-from' }],
    [{ department: housing }, { '/department': 'unknown' }],
  ])('are refused with their faults: %j', async (change, faults) => {
    const refused = await zone.call('POST', path, { body: duty(change) });
    expect([refused.statusCode, refusalIn(refused)]).toEqual([400, faults]);
  });

  it('that are not there cannot end', async () => {
    const body = { type: food, itemCode: 'nothing', until: at(days) };
    expect((await zone.call('POST', ends, { body })).statusCode).toBe(404);
  });
});

describe('entitlements', () => {
  const path = `/v1/departments/${shenyang}/entitlements`;
  const ends = `/v1/departments/${shenyang}/entitlement-ends`;

  it('are granted, ended ahead, and granted again after the end', async () => {
    const from = at(0);
    expect((await zone.govern('POST', path, { type: food, from })).statusCode).toBe(200);
    const until = at(10 * days);
    expect((await zone.govern('POST', ends, { type: food, from, until })).statusCode).toBe(200);
    expect((await zone.govern('POST', path, { type: food, from: until })).statusCode).toBe(200);
    const { entitlements } = toJson(await zone.call('GET', `/v1/departments/${shenyang}`));
    expect(entitlements).toEqual([
      { type: food, from, until },
      { type: food, from: until },
    ]);
    clock.advance(11 * days);
    const late = { type: food, from, until: at(days) };
    expect(refusalIn(await zone.call('POST', ends, { body: late }))).toBe('entitlement-ended');
  });

  it('never overlap, not even when two are confirmed at once', async () => {
    const type = business;
    await zone.govern('PUT', `/v1/licence-types/${type}/versions/1`, {
      ...sampleDefinition('businessLicence'),
    });
    const grants = [
      { type, from: at(0), until: at(5 * days) },
      { type, from: at(2 * days), until: at(9 * days) },
    ];
    const ids = [];
    for (const body of grants) ids.push(idOf(await zone.call('POST', path, { body })));
    const results = await Promise.all(ids.map((id) => confirm(id)));
    expect(results.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
    const lost = ids[results.findIndex(({ statusCode }) => statusCode === 409)] ?? '';
    expect(refusalIn(await confirm(lost))).toBe('entitlement-overlaps');
    const third = { type, from: at(days), until: at(3 * days) };
    expect(refusalIn(await zone.call('POST', path, { body: third }))).toBe('entitlement-overlaps');
  });

  it('end at no moment that has passed when the end is confirmed', async () => {
    const from = at(100 * days);
    await zone.govern('POST', path, { type: business, from });
    const body = { type: business, from, until: at(101 * days) };
    clock.advance(99 * days);
    const id = idOf(await zone.call('POST', ends, { body }));
    clock.advance(3 * days);
    expect(refusalIn(await confirm(id))).toBe('end-passed');
  });

  it.each([
    [{ type: '11210000MB9Y900073903' }, { '/type': 'unknown' }],
    [{ type: 'x' }, { '/type': 'length' }],
    [{ from: 'tomorrow' }, { '/from': 'date' }],
    [{ until: '2026-04-01T00:00:00Z' }, { '/until': 'before-from' }],
    [{ department: housing }, { '/department': 'unknown' }],
  ])('are refused with their faults: %j', async (change, faults) => {
    const body = { type: food, from: '2026-05-01T00:00:00Z', ...change };
    expect(refusalIn(await zone.call('POST', path, { body }))).toEqual(faults);
  });

  it('that are not there cannot end', async () => {
    const body = { type: food, from: '2020-05-01T00:00:00Z', until: at(days) };
    expect((await zone.call('POST', ends, { body })).statusCode).toBe(404);
    const noEnd = { type: food, from: '2020-05-01T00:00:00Z' };
    expect(refusalIn(await zone.call('POST', ends, { body: noEnd }))).toEqual({
      '/until': 'required',
    });
  });
});

describe('the history', () => {
  beforeAll(async () => {
    for (const name of ['甲', '乙']) await confirm(idOf(await rename(name)));
    await zone.govern('POST', '/v1/clients', newClient());
  });
  interface Line {
    readonly act: string;
    readonly before: object | null;
    readonly after: object;
    readonly by: string | { readonly proposedBy: string; readonly confirmedBy: string };
  }
  const read = async (path: string): Promise<readonly Line[]> => {
    const lines: Line[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) };
      const page = toJson<{ entries: Line[]; next?: string }>(
        await zone.call('GET', `${path}/history`, { query }),
      );
      lines.push(...page.entries);
      cursor = page.next;
    } while (cursor !== undefined);
    return lines;
  };

  it('begins with the ceremony and tells every change, each from where the last one ended', async () => {
    const lines = await read(`/v1/departments/${shenyang}`);
    expect(lines[0]).toMatchObject({ by: 'ceremony', before: null, act: 'register-department' });
    const names = lines.filter(({ act }) => act.endsWith('-department'));
    for (const [index, line] of names.slice(1).entries()) {
      expect(line.before).toEqual(names[index]?.after);
      expect(line.by).toMatchObject({ proposedBy: 'governor-one' });
    }
    expect(names.at(-1)?.after).toEqual(await zone.directory.findDepartment(shenyang));
    expect(lines.filter(({ act }) => act === 'grant-entitlement').length).toBe(4);
    expect(lines.filter(({ act }) => act === 'end-entitlement')).toHaveLength(1);
  });

  it('is there for types and clients, and for nothing else', async () => {
    expect(await read(`/v1/licence-types/${food}`)).toHaveLength(1);
    const [line] = await read('/v1/clients/client-1');
    expect(line).toMatchObject({ act: 'register-client' });
    for (const path of ['clients/nobody', 'departments/province', 'licence-types/x']) {
      expect((await zone.call('GET', `/v1/${path}/history`)).statusCode).toBe(404);
    }
    const bad = await zone.call('GET', `/v1/departments/${shenyang}/history`, {
      query: { cursor: 'entitlement#' },
    });
    expect(refusalIn(bad)).toEqual({ '/cursor': 'cursor' });
  });
});
