import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { draftDepartmentRegistration } from '../../functions/governing/draft-department.ts';
import { draftLicenceType } from '../../functions/governing/draft-licence-type.ts';
import { proposalBody, proposalsBody } from '../../shared/api/directory.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import { toJson } from '../build/api-events.ts';
import { housing, makeTestClock, shenyang } from '../build/callers.ts';
import {
  type GoverningZone,
  makeGoverningZone,
  refusalIn,
  startDirectory,
  type TestDirectory,
} from '../build/governing-zone.ts';
import { makeTestKey } from '../build/jwk.ts';
import { sampleDefinition, sampleType } from '../build/sample-types.ts';

let engine: TestDirectory;
let zone: GoverningZone;
const clock = makeTestClock();
const food = sampleType('foodPermit').code;
const business = sampleType('businessLicence').code;
const department = { code: shenyang, name: '沈阳市市场监督管理局（示例）', division: '210100' };
const other = { code: housing, name: '辽宁省住房和城乡建设厅（示例）', division: '210000' };
const days = 24 * 60 * 60 * 1000;
const at = (offset: number) => new Date(clock.now() + offset).toISOString();

beforeAll(async () => {
  engine = await startDirectory();
  zone = makeGoverningZone(engine.dynamo, clock);
  await zone.enter(draftDepartmentRegistration(department));
  await zone.enter(draftLicenceType(sampleDefinition('foodPermit')));
});
afterAll(() => engine.close());
beforeEach(() => clock.advance(1));

let serial = 0;
function newClient() {
  serial += 1;
  const { kid, jwk } = makeTestKey().clientKey;
  return {
    id: `client-${serial}`,
    name: '证照系统（示例）',
    department: shenyang,
    scopes: ['licences:issue'],
    keys: [{ kid, ...jwk }],
  };
}

const rename = (name: string) => {
  clock.advance(1);
  return zone.call('PUT', `/v1/departments/${shenyang}`, { body: { name: `${name}（示例）` } });
};
const idOf = (result: Parameters<typeof toJson>[0]) => String(toJson(result)['id']);
const confirm = (id: string, by = 'governor-two', key?: string) =>
  zone.call('POST', `/v1/proposals/${id}/confirmations`, { by, body: {}, ...(key ? { key } : {}) });
const reject = (id: string, given: object = {}) =>
  zone.call('POST', `/v1/proposals/${id}/rejections`, {
    body: { reason: '不必（示例）' },
    ...given,
  });

describe('a proposal', () => {
  it('changes nothing, and says what it would change', async () => {
    const before = await zone.directory.findDepartment(shenyang);
    const proposed = await rename('甲');
    expect(proposed.statusCode).toBe(202);
    const proposal = proposalBody.parse(toJson(proposed));
    expect(proposed.headers?.['Location']).toBe(`/v1/proposals/${proposal.id}`);
    expect(proposal).toMatchObject({
      state: 'open',
      act: 'change-department',
      subject: `/v1/departments/${shenyang}`,
      before,
      after: { ...before, name: '甲（示例）' },
      proposedBy: 'governor-one',
      expiresAt: at(30 * days),
    });
    expect(await zone.directory.findDepartment(shenyang)).toEqual(before);
    const shown = await zone.call('GET', `/v1/proposals/${proposal.id}`);
    expect(toJson(shown)).toEqual(toJson(proposed));
  });

  it('is applied when another client confirms it, once', async () => {
    const id = idOf(await rename('乙'));
    const confirmed = await confirm(id);
    expect(confirmed.statusCode).toBe(200);
    expect(proposalBody.parse(toJson(confirmed))).toMatchObject({
      state: 'confirmed',
      decidedBy: 'governor-two',
      decidedAt: at(0),
    });
    expect(await zone.directory.findDepartment(shenyang)).toMatchObject({ name: '乙（示例）' });
    const again = await confirm(id);
    expect([again.statusCode, refusalIn(again)]).toEqual([409, 'proposal-confirmed']);
  });

  it('is not confirmed by the client that proposed it', async () => {
    const id = idOf(await rename('丙'));
    const refused = await confirm(id, 'governor-one');
    expect([refused.statusCode, refusalIn(refused)]).toEqual([403, 'same-client']);
    expect(await zone.directory.findDepartment(shenyang)).not.toMatchObject({ name: '丙（示例）' });
    expect((await confirm(id)).statusCode).toBe(200);
  });

  it('gives way to one that was confirmed before it', async () => {
    const [first, second] = [idOf(await rename('丁')), idOf(await rename('戊'))];
    expect((await confirm(first)).statusCode).toBe(200);
    const refused = await confirm(second);
    expect([refused.statusCode, refusalIn(refused)]).toEqual([409, 'directory-changed']);
    expect(await zone.directory.findDepartment(shenyang)).toMatchObject({ name: '丁（示例）' });
  });

  it('is applied once when many confirm it at the same time', async () => {
    const id = idOf(await rename('己'));
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => confirm(id, `governor-${n}`)),
    );
    expect(results.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    for (const lost of results.filter(({ statusCode }) => statusCode !== 200)) {
      expect(lost.statusCode).toBe(409);
    }
    const history = await zone.call('GET', `/v1/departments/${shenyang}/history`, {
      query: { limit: '100' },
    });
    const lines = toJson<{ entries: { by: { proposal?: string } }[] }>(history).entries;
    expect(lines.filter(({ by }) => by.proposal === id)).toHaveLength(1);
  });

  it('lets one of two opposed proposals win, whoever is confirmed at the same time', async () => {
    const ids = [idOf(await rename('庚')), idOf(await rename('辛'))];
    const results = await Promise.all(ids.map((id) => confirm(id)));
    expect(results.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409]);
  });

  it('expires after thirty days', async () => {
    const id = idOf(await rename('壬'));
    clock.advance(30 * days - 1);
    expect(toJson(await zone.call('GET', `/v1/proposals/${id}`))['state']).toBe('open');
    clock.advance(1);
    expect(toJson(await zone.call('GET', `/v1/proposals/${id}`))['state']).toBe('expired');
    expect(refusalIn(await confirm(id))).toBe('proposal-expired');
    expect(refusalIn(await reject(id))).toBe('proposal-expired');
  });

  it('is rejected with a reason, or taken back, and then never confirmed', async () => {
    const [first, second] = [idOf(await rename('癸')), idOf(await rename('子'))];
    const stranger = { by: 'somebody', scopes: ['directory:propose'] };
    expect((await reject(first, stranger)).statusCode).toBe(403);
    expect((await reject(first, { body: { reason: ' ' } })).statusCode).toBe(400);
    const rejected = await reject(first, { by: 'governor-two' });
    expect(toJson(rejected)).toMatchObject({ state: 'rejected', reason: '不必（示例）' });
    const taken = await reject(second, { scopes: ['directory:propose'] });
    expect(toJson(taken)).toMatchObject({ state: 'rejected', decidedBy: 'governor-one' });
    for (const id of [first, second])
      expect(refusalIn(await confirm(id))).toBe('proposal-rejected');
  });

  it('is not found by another name', async () => {
    for (const id of ['proposal-00000000000000000000000000', 'x', 'head']) {
      expect((await zone.call('GET', `/v1/proposals/${id}`)).statusCode).toBe(404);
      expect((await confirm(id)).statusCode).toBe(404);
    }
  });

  it('is listed newest first, by state and page by page', async () => {
    const open = [idOf(await rename('丑')), idOf(await rename('寅')), idOf(await rename('卯'))];
    await reject(open[1] ?? '');
    const list = async (query: Record<string, string>) =>
      proposalsBody.parse(toJson(await zone.call('GET', '/v1/proposals', { query })));
    const all = await list({ limit: '3' });
    expect(all.proposals.map(({ id }) => id)).toEqual(open.toReversed());
    const rest = await list({ limit: '100', cursor: all.next ?? '' });
    expect(rest.proposals.map(({ id }) => id)).not.toContain(open[0]);
    expect(rest.proposals.length).toBeGreaterThan(8);
    expect(rest.next).toBeUndefined();
    const states = { open: [open[2], open[0]], rejected: [open[1]] };
    for (const [state, ids] of Object.entries(states)) {
      const { proposals } = await list({ state, limit: String(ids.length) });
      expect(proposals.map(({ id }) => id)).toEqual(ids);
      expect(new Set(proposals.map((one) => one.state))).toEqual(new Set([state]));
    }
    const { proposals: expired } = await list({ state: 'expired' });
    expect(expired.length).toBeGreaterThan(0);
    for (const one of expired) expect(Date.parse(one.expiresAt)).toBeLessThanOrEqual(clock.now());
    const bad = await zone.call('GET', '/v1/proposals', { query: { cursor: 'proposal-1' } });
    expect(refusalIn(bad)).toEqual({ '/cursor': 'cursor' });
  });
});

describe('a repeated request', () => {
  it('gets the proposal that it made, in the words of the first time', async () => {
    const body = { name: '辰（示例）' };
    const path = `/v1/departments/${shenyang}`;
    const first = await zone.call('PUT', path, { key: 'propose-1', body });
    await confirm(idOf(first));
    clock.advance(days);
    const again = await zone.call('PUT', path, { key: 'propose-1', body });
    expect(again.headers?.['Idempotent-Replayed']).toBe('true');
    expect([again.statusCode, again.body]).toEqual([202, first.body]);
    const otherBody = { name: '巳（示例）' };
    const mismatch = await zone.call('PUT', path, { key: 'propose-1', body: otherBody });
    expect(mismatch.statusCode).toBe(422);
    const elsewhere = await zone.call('PUT', `/v1/departments/${housing}`, {
      key: 'propose-1',
      body,
    });
    expect(elsewhere.statusCode).toBe(422);
    const stranger = await zone.call('PUT', path, { key: 'propose-1', body, by: 'governor-two' });
    expect(refusalIn(stranger)).toBe('no-change');
  });

  it('gets its decision again, and confirms nothing twice', async () => {
    const id = idOf(await rename('午'));
    const first = await confirm(id, 'governor-two', 'confirm-1');
    const again = await confirm(id, 'governor-two', 'confirm-1');
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(again.headers?.['Idempotent-Replayed']).toBe('true');
    const turned = await reject(id, { by: 'governor-two', key: 'confirm-1' });
    expect(turned.statusCode).toBe(422);
  });

  it('makes one proposal when it comes several times at once', async () => {
    const body = newClient();
    const results = await Promise.all(
      Array.from({ length: 6 }, () => zone.call('POST', '/v1/clients', { key: 'client-a', body })),
    );
    expect(new Set(results.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    expect(new Set(results.map(idOf)).size).toBe(1);
  });

  it('has to name itself', async () => {
    const nameless = await zone.call('POST', '/v1/clients', { key: '', body: newClient() });
    expect(refusalIn(nameless)).toBe('idempotency-key-missing');
  });
});

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

describe('clients', () => {
  const register = async () => {
    const client = newClient();
    expect((await zone.govern('POST', '/v1/clients', client)).statusCode).toBe(200);
    return client;
  };
  const find = (id: string) => zone.directory.findClient(id as ClientId);

  it('are registered under an id that was never used', async () => {
    const { id, keys, ...rest } = await register();
    const [key] = keys;
    expect(toJson(await zone.call('GET', `/v1/clients/${id}`))).toEqual({
      id,
      ...rest,
      keys: [key],
      state: 'active',
    });
    const again = { ...newClient(), id };
    expect(refusalIn(await zone.call('POST', '/v1/clients', { body: again }))).toBe(
      'client-exists',
    );
  });

  it('change over from one key to another, two at most, one at least', async () => {
    const { id, keys } = await register();
    const kid = keys[0]?.kid;
    const next = makeTestKey('key-2').clientKey;
    const notAfter = at(365 * days);
    const body = { kid: next.kid, ...next.jwk, notAfter };
    expect((await zone.govern('POST', `/v1/clients/${id}/keys`, body)).statusCode).toBe(200);
    expect((await find(id))?.keys[1]).toEqual({ ...next, notAfter: Date.parse(notAfter) });
    const third = makeTestKey('key-3').clientKey;
    const call = (path: string, given: unknown) =>
      zone.call('POST', `/v1/clients/${id}/${path}`, { body: given });
    expect(refusalIn(await call('keys', { kid: 'key-3', ...third.jwk }))).toBe('two-keys');
    expect(refusalIn(await call('keys', { kid, ...third.jwk }))).toEqual({ '/kid': 'duplicate' });
    expect(refusalIn(await call('keys', { kid: 'x', ...next.jwk }))).toEqual({ '': 'duplicate' });
    expect(refusalIn(await call('key-removals', { kid: 'x' }))).toEqual({ '/kid': 'unknown' });
    await zone.govern('POST', `/v1/clients/${id}/key-removals`, { kid });
    expect((await find(id))?.keys.map((key) => key.kid)).toEqual(['key-2']);
    expect(refusalIn(await call('key-removals', { kid: 'key-2' }))).toBe('last-key');
  });

  it('are revoked for ever', async () => {
    const { id } = await register();
    const revoked = await zone.govern('POST', `/v1/clients/${id}/revocations`, {});
    expect(toJson(revoked)).toMatchObject({
      before: { state: 'active' },
      after: { state: 'revoked' },
    });
    expect((await find(id))?.state).toBe('revoked');
    const key = makeTestKey('late').clientKey;
    for (const [path, body] of [
      ['revocations', {}],
      ['keys', { kid: 'late', ...key.jwk }],
    ] as const) {
      const refused = await zone.call('POST', `/v1/clients/${id}/${path}`, { body });
      expect(refusalIn(refused)).toBe('client-revoked');
    }
  });

  it.each<[object, object]>([
    [{ department: '11330100MB9Y200172' }, { '/department': 'unknown' }],
    [{ id: 'A' }, { '/id': 'format' }],
    [{ scopes: ['directory:all'] }, { '/scopes/0': 'enum' }],
    [{ state: 'active' }, { '/state': 'unknown' }],
    [{ keys: [] }, { '/keys': 'too-few' }],
  ])('are refused with their faults: %j', async (change, faults) => {
    const body = { ...newClient(), ...change };
    expect(refusalIn(await zone.call('POST', '/v1/clients', { body }))).toEqual(faults);
  });
});

describe('the history', () => {
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
    const [line] = await read('/v1/clients/client-3');
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
