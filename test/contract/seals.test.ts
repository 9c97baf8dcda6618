import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDynamoSeals, makeDynamoSealWriter } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { ClientId, Moment, SealId } from '../../shared/domain/ids.ts';
import type { Seal, SealState } from '../../shared/domain/seal.ts';
import { toApiEvent, toJson } from '../build/api-events.ts';
import { housing, shenyang } from '../build/callers.ts';
import { sampleSealImage } from '../build/sample-seal.ts';
import { makeSealingZone, startZones, type Zones } from '../build/sealing-zone.ts';

let zones: Zones;
let zone: Awaited<ReturnType<typeof makeSealingZone>>;
let change: ReturnType<typeof zone.makeChange>;
let counter = 0;

beforeAll(async () => {
  zones = await startZones();
  zone = await makeSealingZone(zones);
  change = zone.makeChange();
});
afterAll(() => zones.close());

const unique = (name: string) => {
  counter += 1;
  return `${name}-${counter}`;
};

function appliedSeal(id = unique('seal')): Extract<Seal, { state: 'applied' }> {
  return {
    id: id as SealId,
    department: shenyang,
    name: '证照专用章（示例）',
    kind: 'licence-special',
    image: sampleSealImage,
    state: 'applied',
    entries: [{ seq: 1, state: 'applied', at: 1 as Moment, by: 'applicant' as ClientId }],
  };
}

const entryOf = (seq: number, state: SealState) => ({
  seq,
  state,
  at: seq as Moment,
  by: 'maker' as ClientId,
});

const making = {
  keyId: 'key',
  certificate: 'MIIB',
  validFrom: 0 as Moment,
  validUntil: 9 as Moment,
};

const requestOf = (key: string, expiresAt: number = zones.clock.now() + 1000) => ({
  client: 'applicant' as ClientId,
  keyDigest: key,
  requestDigest: 'request',
  expiresAt: expiresAt as Moment,
});

describe('the seals in their table', () => {
  const open = () => {
    const table = { client: zones.dynamo, table: zones.tables.seals };
    return {
      seals: makeDynamoSeals(table),
      writer: makeDynamoSealWriter({ ...table, clock: zones.clock }),
    };
  };

  it('give back what was written, and create an id once', async () => {
    const { seals, writer } = open();
    const seal = appliedSeal();
    expect(await seals.find(seal.id)).toBeUndefined();
    expect(await writer.create(seal)).toBe('created');
    expect(await writer.create(seal)).toBe('taken');
    expect(await seals.find(seal.id)).toEqual(seal);
    expect(await seals.listByDepartment(shenyang)).toContainEqual(seal);
    expect(await seals.listByDepartment(housing)).toEqual([]);
  });

  it('append only after the entry before, once', async () => {
    const { seals, writer } = open();
    const seal = appliedSeal();
    await writer.create(seal);
    expect(await writer.append(seal.id, entryOf(3, 'enabled'))).toBe('moved');
    expect(await writer.append(seal.id, entryOf(2, 'made'), { making })).toBe('appended');
    expect(await writer.append(seal.id, entryOf(2, 'made'), { making })).toBe('moved');
    expect(await writer.append(seal.id, entryOf(3, 'enabled'))).toBe('appended');
    expect(await seals.find(seal.id)).toMatchObject({ state: 'enabled', making });
    expect(await writer.append('seal-none' as SealId, entryOf(2, 'made'))).toBe('moved');
  });

  it('let one of many appends through', async () => {
    const { writer } = open();
    const seal = appliedSeal();
    await writer.create(seal);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        writer.append(seal.id, entryOf(2, 'made'), { making }).catch(() => 'moved'),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'appended')).toHaveLength(1);
  });

  it('record a request with what it did, all or nothing, until it ends', async () => {
    const { seals, writer } = open();
    const first = appliedSeal();
    const key = unique('key');
    expect(await writer.create(first, requestOf(key))).toBe('created');
    expect(await writer.requests.find('applicant' as ClientId, key)).toEqual({
      ...requestOf(key),
      seal: first.id,
      seq: 1,
    });
    const second = appliedSeal();
    expect(await writer.create(second, requestOf(key))).toBe('repeated');
    expect(await seals.find(second.id)).toBeUndefined();
    expect(
      await writer.append(first.id, entryOf(2, 'made'), { making, request: requestOf(key) }),
    ).toBe('repeated');
    expect(await seals.find(first.id)).toEqual(first);
    zones.clock.advance(1000);
    expect(await writer.create(second, requestOf(key))).toBe('created');
  });
});

describe('the sealing zone', () => {
  const body = { name: '证照专用章（示例）', kind: 'licence-special' };
  const applicant = {
    clientId: 'seal-applicant',
    scopes: ['seals:apply'],
    department: shenyang,
  } as const;
  const keeper = { clientId: 'seal-keeper', scopes: ['seals:keep'], department: shenyang } as const;
  const maker = { clientId: 'seal-maker', scopes: ['seals:make'] } as const;

  const apply = (
    key: string,
    sent: object = body,
    caller: typeof applicant | typeof maker = applicant,
  ) => zone.apply(toApiEvent({ headers: { 'idempotency-key': key }, caller, body: sent }), {});
  const move = (
    id: string,
    to: string,
    parts: { caller: typeof keeper | typeof maker; key?: string; reason?: string },
  ) =>
    change(
      toApiEvent({
        path: `/v1/seals/${id}/state-changes`,
        pathParameters: { id },
        headers: { 'idempotency-key': parts.key ?? unique('key') },
        caller: parts.caller,
        body: { to, ...(parts.reason === undefined ? {} : { reason: parts.reason }) },
      }),
      {},
    );
  const show = (
    id: string,
    caller:
      | typeof applicant
      | typeof maker
      | { clientId: string; scopes: ['seals:read']; department: typeof housing },
  ) =>
    zone.show(
      toApiEvent({ method: 'GET', path: `/v1/seals/${id}`, pathParameters: { id }, caller }),
      {},
    );
  const applied = async () => String(toJson(await apply(unique('key')))['id']);

  it('takes a seal from application to use, by three clients, under a certificate of the sealing CA', async () => {
    const result = await apply(unique('key'));
    const { id } = toJson<{ id: string }>(result);
    expect(result).toMatchObject({ statusCode: 201, headers: { Location: `/v1/seals/${id}` } });
    expect(id).toMatch(/^seal-[0-9a-hjkmnp-tv-z]{26}$/);
    const made = toJson<{ certificate: string }>(await move(id, 'made', { caller: maker }));
    const enabled = await move(id, 'enabled', { caller: keeper });
    expect(toJson(enabled)).toMatchObject({ id, state: 'enabled', department: shenyang });
    const certificate = new X509Certificate(Buffer.from(made.certificate, 'base64'));
    expect(certificate.subject).toContain('沈阳市市场监督管理局（示例）');
    expect(certificate.subject).toContain(shenyang);
    expect(certificate.issuer).toContain('电子印章签发（示例）');
    const seal = await zone.seals.find(id as SealId);
    if (seal === undefined || seal.state === 'applied') throw new Error('not made');
    const data = Buffer.from('what is signed');
    const digest = new Uint8Array(createHash('sha256').update(data).digest());
    const signature = await zone.signingKeys.sign(seal.making.keyId, digest);
    const publicKey = new Uint8Array(certificate.publicKey.export({ type: 'spki', format: 'der' }));
    const check = { suite: 'ES256', publicKey, signature, data: new Uint8Array(data) } as const;
    expect(await makeNodePrimitives().verifySignature(check)).toBe(true);
  });

  it('repeats the same answer for the same key, and refuses another body under it', async () => {
    const key = unique('key');
    const first = await apply(key);
    const again = await apply(key, { kind: body.kind, name: body.name });
    expect(again).toMatchObject({ statusCode: 201, headers: { 'Idempotent-Replayed': 'true' } });
    expect(again.body).toBe(first.body);
    const { id } = toJson<{ id: string }>(first);
    const stepKey = unique('key');
    const made = await move(id, 'made', { caller: maker, key: stepKey });
    await move(id, 'enabled', { caller: keeper });
    const madeAgain = await move(id, 'made', { caller: maker, key: stepKey });
    expect(madeAgain).toMatchObject({
      statusCode: 200,
      headers: { 'Idempotent-Replayed': 'true' },
    });
    expect(madeAgain.body).toBe(made.body);
    expect((await apply(key)).body).toBe(first.body);
    const other = await apply(key, { ...body, name: '合同专用章（示例）' });
    expect(toJson(other)).toMatchObject({ status: 422, type: '/problems/idempotency-mismatch' });
  });

  it('makes one seal of many simultaneous repetitions', async () => {
    const key = unique('key');
    const results = await Promise.all(Array.from({ length: 6 }, () => apply(key)));
    const answered = results.filter((result) => result.statusCode === 201);
    expect(new Set(answered.map((result) => toJson(result)['id'])).size).toBe(1);
    expect(results.every((result) => [201, 503].includes(result.statusCode ?? 0))).toBe(true);
  });

  it('stops the key of a suspended seal, and starts it again', async () => {
    const id = await applied();
    await move(id, 'made', { caller: maker });
    await move(id, 'enabled', { caller: keeper });
    const seal = await zone.seals.find(id as SealId);
    if (seal === undefined || seal.state === 'applied') throw new Error('not made');
    const sign = () => zone.signingKeys.sign(seal.making.keyId, new Uint8Array(32));
    expect((await sign()).length).toBe(64);
    const unreasoned = await move(id, 'suspended', { caller: keeper });
    expect(toJson(unreasoned)).toMatchObject({
      status: 400,
      errors: [{ pointer: '/reason', code: 'required' }],
    });
    await move(id, 'suspended', { caller: keeper, reason: '遗失（示例）' });
    await expect(sign()).rejects.toMatchObject({ code: 'seal-not-enabled' });
    await move(id, 'enabled', { caller: keeper });
    expect((await sign()).length).toBe(64);
  });

  it('refuses steps out of turn and by the wrong client, and shows nothing to others', async () => {
    const id = await applied();
    const stranger = { clientId: 'other', scopes: ['seals:read'], department: housing };
    expect((await move(id, 'enabled', { caller: keeper })).statusCode).toBe(409);
    expect((await move(id, 'made', { caller: keeper })).statusCode).toBe(403);
    expect((await move(id, 'enabled', { caller: maker })).statusCode).toBe(403);
    expect((await move('seal-none', 'made', { caller: maker })).statusCode).toBe(404);
    expect((await show(id, { ...stranger, scopes: ['seals:read'] })).statusCode).toBe(404);
    const shown = toJson<{ image: { svg: string } }>(await show(id, applicant));
    expect(shown.image.svg).toContain('沈');
  });

  it('writes nothing for a request that is not right', async () => {
    const before = (await zone.seals.listByDepartment(shenyang)).length;
    const png = Buffer.from('<svg/>').toString('base64');
    const refusals = await Promise.all([
      apply(unique('key'), { ...body, kind: 'private' }),
      apply(unique('key'), { ...body, name: '' }),
      apply(unique('key'), { ...body, state: 'enabled' }),
      apply(unique('key'), { ...body, image: { png } }),
      apply(unique('key'), body, maker),
      zone.apply(toApiEvent({ caller: applicant, body }), {}),
    ]);
    expect(refusals.map((result) => result.statusCode)).toEqual([400, 400, 400, 400, 403, 400]);
    expect(await zone.seals.listByDepartment(shenyang)).toHaveLength(before);
  });
});
