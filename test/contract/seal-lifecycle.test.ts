import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSheetContent } from '../../functions/publishing/publish-trust-list/to-sheet-content.ts';
import type { Moment, SealId } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import { readBase64 } from '../../shared/formats/base64url.ts';
import { organisationOf, readCertificate } from '../../shared/formats/certificate.ts';
import { type RequestParts, toApiEvent, toJson } from '../build/api-events.ts';
import { housing, shenyang } from '../build/callers.ts';
import { makeSealingZone, startZones, type Zones } from '../build/sealing-zone.ts';

type Who = NonNullable<RequestParts['caller']>;
const applicant: Who = {
  clientId: 'seal-applicant',
  scopes: ['seals:apply'],
  department: shenyang,
};
const keeper: Who = { clientId: 'seal-keeper', scopes: ['seals:keep'], department: shenyang };
const maker: Who = { clientId: 'seal-maker', scopes: ['seals:make'] };

let zones: Zones;
let zone: Awaited<ReturnType<typeof makeSealingZone>>;
let change: ReturnType<typeof zone.makeChange>;
let keys = 0;

beforeAll(async () => {
  zones = await startZones();
  zone = await makeSealingZone(zones);
  change = zone.makeChange();
});
afterAll(() => zones.close());

const nextKey = () => {
  keys += 1;
  return `key-${keys}`;
};

const apply = (parts: object = {}, caller: Who = applicant) =>
  zone.apply(
    toApiEvent({
      headers: { 'idempotency-key': nextKey() },
      caller,
      body: { name: '证照专用章（示例）', kind: 'licence-special', ...parts },
    }),
    {},
  );

const move = (id: string, body: { to: string; compromisedFrom?: string }, key = nextKey()) =>
  change(
    toApiEvent({
      path: `/v1/seals/${id}/state-changes`,
      pathParameters: { id },
      headers: { 'idempotency-key': key },
      caller: body.to === 'made' ? maker : keeper,
      body: { ...(/suspended|cancelled/.test(body.to) ? { reason: '示例' } : {}), ...body },
    }),
    {},
  );

const show = async (id: string) => {
  const event = { method: 'GET', path: `/v1/seals/${id}`, pathParameters: { id } };
  return toJson(await zone.show(toApiEvent({ ...event, caller: keeper }), {}));
};

const list = (query: string, caller: Who = keeper) => {
  const event = {
    ...{ method: 'GET', path: '/v1/seals', caller },
    query: Object.fromEntries(new URLSearchParams(query)),
  };
  return zone.list(toApiEvent(event), {});
};

async function enabledSeal(parts: object = {}): Promise<string> {
  const id = String(toJson(await apply(parts))['id']);
  for (const to of ['made', 'enabled']) expect((await move(id, { to })).statusCode).toBe(200);
  return id;
}

async function isKeyOn(id: string): Promise<boolean> {
  const { KeyMetadata } = await zones.kms.send(
    new DescribeKeyCommand({ KeyId: `alias/yinzheng-${id}` }),
  );
  return KeyMetadata?.Enabled === true;
}

const conflict = (reason: string) => ({ status: 409, type: '/problems/state-conflict', reason });
const refused = async (result: ReturnType<typeof apply>) => toJson(await result);

describe('a seal in place of another one', () => {
  it('is made on the department’s new name; both stand in the sheet', async () => {
    const old = await enabledSeal();
    const replaces = { seal: old, ground: 'rename' };
    expect(await refused(apply({ replaces }))).toMatchObject(conflict('department-not-renamed'));
    await zone.rename('沈阳市市场监督和知识产权局（示例）');
    const applied = toJson(await apply({ replaces }));
    expect(applied).toMatchObject({ state: 'applied', replaces });
    const id = String(applied['id']);
    for (const to of ['made', 'enabled']) await move(id, { to });
    const { certificate, image } = await show(id);
    const names = organisationOf(readCertificate(readBase64(String(certificate))));
    expect(names.name).toBe('沈阳市市场监督和知识产权局（示例）');
    expect(names.departmentCode).toBe(shenyang);
    expect(JSON.stringify(image)).toContain('沈阳市市场监督和知识产权局');
    expect(await show(old)).toMatchObject({ state: 'enabled', replacedBy: [id] });
    await move(old, { to: 'cancelled' });
    const seals = await zone.seals.listByDepartment(shenyang);
    const department = { code: shenyang, name: '乙', division: '210100', sample: true };
    const sheet = toSheetContent({ department, seals, entitlements: [] });
    const listed = sheet.seals.filter((seal) => [old, id].includes(seal.id));
    expect(listed.map(({ states }) => states.map(({ state }) => state)).sort()).toEqual([
      ['enabled'],
      ['enabled', 'cancelled'],
    ]);
  });

  it('is not another department’s, nor another kind, nor one that nobody made', async () => {
    const old = await enabledSeal();
    await move(old, { to: 'suspended' });
    const replaces = { seal: old, ground: 'loss' };
    const fault = async (parts: object) =>
      (toJson(await apply({ replaces, ...parts }))['errors'] as object[])[0];
    expect(await fault({ kind: 'finance' })).toMatchObject({ pointer: '/kind' });
    const unknown = { replaces: { seal: 'seal-none', ground: 'loss' } };
    expect(await fault(unknown)).toMatchObject({ pointer: '/replaces/seal', code: 'unknown' });
    const bad = { replaces: { seal: old, ground: 'whim' } };
    expect(await fault(bad)).toMatchObject({ pointer: '/replaces/ground' });
    expect(await refused(apply({ replaces: { seal: old, ground: 'compromise' } }))).toMatchObject(
      conflict('seal-not-compromised'),
    );
    const before = await show(old);
    expect(before['replacedBy']).toBeUndefined();
    expect((await apply({ replaces })).statusCode).toBe(201);
    expect((await show(old))['replacedBy']).toHaveLength(1);
  });
});

describe('a compromised seal', () => {
  it('is suspended with its moment, stands so in the sheet, and is never enabled again', async () => {
    const id = await enabledSeal();
    zones.clock.advance(3600_000);
    const from = toRfc3339((zones.clock.now() - 600_500) as Moment);
    const key = nextKey();
    const told = { to: 'suspended', compromisedFrom: from };
    const answer = await move(id, told, key);
    const whole = toRfc3339((Math.floor(Date.parse(from) / 1000) * 1000) as Moment);
    expect(toJson(answer)).toMatchObject({ state: 'suspended', compromisedFrom: whole });
    expect(await isKeyOn(id)).toBe(false);
    expect(await refused(move(id, { to: 'enabled' }))).toMatchObject(conflict('seal-compromised'));
    const earlier = toRfc3339((Date.parse(whole) - 60_000) as Moment);
    expect(await refused(move(id, told))).toMatchObject(conflict('seal-suspended'));
    const again = await move(id, { to: 'suspended', compromisedFrom: earlier });
    expect(toJson(again)).toMatchObject({ compromisedFrom: earlier });
    expect((await move(id, told, key)).body).toBe(answer.body);
    const seal = await zone.seals.find(id as SealId);
    const department = { code: shenyang, name: '甲', division: '210100', sample: true };
    const sheet = toSheetContent({ department, seals: seal ? [seal] : [], entitlements: [] });
    expect(sheet.seals[0]?.states.map(({ state }) => state)).toEqual(['enabled', 'suspended']);
    expect(sheet.seals[0]?.compromisedFrom).toBe(Date.parse(earlier) / 1000);
    const replaces = { seal: id, ground: 'compromise' };
    expect((await apply({ replaces })).statusCode).toBe(201);
  });

  it('is told with a moment that has been, and with what puts it away only', async () => {
    const id = await enabledSeal();
    const future = toRfc3339((zones.clock.now() + 1000) as Moment);
    const faults = await Promise.all(
      [
        { to: 'suspended', compromisedFrom: future },
        { to: 'enabled', compromisedFrom: toRfc3339(zones.clock.now()) },
        { to: 'cancelled', compromisedFrom: 'yesterday' },
      ].map((body) => refused(move(id, body))),
    );
    const codes = faults.map(({ errors }) => (errors as { code: string }[])[0]?.code);
    expect(codes).toEqual(['future', 'not-allowed', 'date']);
    expect(await show(id)).toMatchObject({ state: 'enabled' });
    expect(await isKeyOn(id)).toBe(true);
  });
});

it('a seal ends with its certificate: said so, and its key off, by the clock alone', async () => {
  const start = zones.clock.now();
  const key = nextKey();
  const id = String(toJson(await apply())['id']);
  await move(id, { to: 'made' });
  const enabled = await move(id, { to: 'enabled' }, key);
  const { validUntil } = await show(id);
  zones.clock.set(Date.parse(String(validUntil)) - 1);
  await zone.settleKeys();
  expect([(await show(id))['state'], await isKeyOn(id)]).toEqual(['enabled', true]);
  const near = { replaces: { seal: id, ground: 'expiry' } };
  expect((await apply(near)).statusCode).toBe(201);
  zones.clock.advance(60_002);
  await zone.settleKeys();
  expect([(await show(id))['state'], await isKeyOn(id)]).toEqual(['expired', false]);
  const expired = toJson<{ seals: { id: string }[] }>(await list('state=expired&limit=100'));
  expect(expired.seals.map((seal) => seal.id)).toContain(id);
  expect(await refused(move(id, { to: 'enabled' }))).toMatchObject({ status: 409 });
  zones.clock.set(start);
  expect((await move(id, { to: 'enabled' }, key)).body).toBe(enabled.body);
});

describe('a list of seals', () => {
  it('gives every seal of the department once, page by page', async () => {
    const found: string[] = [];
    let cursor = '';
    do {
      const page = toJson<{ seals: { id: string; image?: unknown }[]; next?: string }>(
        await list(`limit=3${cursor}`),
      );
      expect(page.seals.length).toBeLessThanOrEqual(3);
      expect(page.seals.every((seal) => seal.image === undefined)).toBe(true);
      found.push(...page.seals.map(({ id }) => id));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    const all = (await zone.seals.listByDepartment(shenyang)).map(({ id }) => id);
    expect(found).toEqual(all);
    expect(found.length).toBeGreaterThan(6);
  });

  it('is for the department itself and for makers, who name it', async () => {
    const other: Who = { clientId: 'other', scopes: ['seals:read'], department: housing };
    expect(toJson(await list('', other))).toEqual({ seals: [] });
    expect((await list(`department=${shenyang}`, other)).statusCode).toBe(403);
    expect((await list('', maker)).statusCode).toBe(400);
    const open = toJson<{ seals: unknown[] }>(await list(`department=${shenyang}`, maker));
    expect(open.seals.length).toBeGreaterThan(0);
    for (const query of ['limit=0', 'limit=101', 'state=lost', 'cursor=x', 'x=1']) {
      expect((await list(query)).statusCode).toBe(400);
    }
  });
});
