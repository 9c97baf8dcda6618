import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAskForLicences } from '../../functions/holding/ask-for-licences/ask-for-licences.ts';
import { makeDecideRequest } from '../../functions/holding/decide-request/decide-request.ts';
import { makeDynamoRetrievalRequests } from '../../shared/adapters/aws/dynamo-retrieval-requests.ts';
import {
  approveRequestBody,
  askForLicencesBody,
  type RetrievalRequestAnswer,
} from '../../shared/api/retrieval-requests.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { LicenceId } from '../../shared/domain/ids.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import {
  type HoldingActs,
  itemCode,
  makeHoldingActs,
  toHolderCall,
  words,
} from '../build/holding-requests.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';

let zone: HoldingZone;
let acts: HoldingActs;
let licenceId: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  acts = makeHoldingActs(zone.makeHolding());
  ({ licenceId } = await zone.issue());
});
afterAll(() => zone?.close());

const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    ({ code, details }) =>
      details?.errors
        ?.map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`)
        .join() ?? `${code}${details.reason ? ` ${details.reason}` : ''}`,
  );

let keys = 0;
function makeParts(pause = async () => undefined) {
  const ports = zone.makeHolding();
  const shared = { ...ports, pause, requests: makeDynamoRetrievalRequests(zone.holding) };
  return { counter: makeAskForLicences(shared), holder: makeDecideRequest(shared) };
}

const wanted = {
  licences: [
    {
      type: sampleTypeCodes.foodPermit,
      items: [{ name: 'holders' }, { name: 'KZ_FDDBR', required: false }],
    },
  ],
  purpose: { itemCode, words },
};

async function ask(): Promise<RetrievalRequestAnswer> {
  keys += 1;
  const call = {
    by: counters.own,
    idempotencyKey: `ask-${keys}`,
    route: 'POST /v1/retrieval-requests',
    body: wanted,
  };
  const { answer } = await makeParts().counter.ask(call, askForLicencesBody.parse(wanted));
  return answer.body as unknown as RetrievalRequestAnswer;
}

const approve = (
  id: string,
  licences: JsonObject[] = [{ licenceId, items: ['holders'] }],
  who?: HolderCaller,
) => {
  const body = { licences };
  const call = toHolderCall(who ?? zone.holders.company, `POST approvals ${id}`, { body });
  return makeParts().holder.approve(call, id, approveRequestBody.parse(body));
};
const decline = (id: string) =>
  makeParts().holder.decline(
    toHolderCall(zone.holders.company, `POST declines ${id}`, { body: {} }),
    id,
  );
const hear = async (id: string) => (await makeParts().counter.hear(id, counters.own, 0)).state;
const refused = { code: 'code-not-usable' };

describe('a counter’s request', () => {
  it('shows the holder who asks, by the registered name, for what and why', async () => {
    const { requestId, address, state } = await ask();
    expect([state, address]).toEqual(['waiting', `https://liaoning.example/a#${requestId}`]);
    expect(await makeParts().holder.show(requestId)).toMatchObject({
      verifier: { client: counters.own, name: `${counters.own}（示例）` },
      licences: [
        {
          type: sampleTypeCodes.foodPermit,
          items: [
            { name: 'holders', required: true },
            { name: 'KZ_FDDBR', required: false },
          ],
        },
      ],
      purpose: { itemCode, words },
    });
  });

  it('releases nothing before the holder approves; then exactly what was approved, once', async () => {
    const { requestId } = await ask();
    await expect(acts.retrieve({ requestId })).rejects.toMatchObject(refused);
    await approve(requestId);
    expect(await hear(requestId)).toBe('approved');
    await expect(acts.retrieve({ requestId }, { client: counters.sister })).rejects.toMatchObject(
      refused,
    );
    const { body } = await acts.retrieve({ requestId }, { key: 'request-winner' });
    const { disclosures } = readCredential(body.licences[0]?.credential ?? '', {
      maxBytes: 100_000,
    });
    expect(disclosures.map(({ name }) => name)).toEqual(['holders']);
    expect((await acts.retrieve({ requestId }, { key: 'request-winner' })).replayed).toBe(true);
    await expect(acts.retrieve({ requestId })).rejects.toMatchObject(refused);
    const { uses } = await zone.uses.list({ party: zone.holders.company.digest, limit: 1 });
    expect(uses[0]?.id).toBe(body.retrievalId);
  });

  it.each<[string, () => JsonObject[], string]>([
    ['without what is required', () => [{ licenceId, items: [] }], '/licences/0/items required'],
    [
      'with what nobody asked for',
      () => [{ licenceId, items: ['holders', 'KZ_ZS'] }],
      '/licences/0/items not-asked',
    ],
  ])('is not approved %s', async (_, licences, faults) => {
    const { requestId } = await ask();
    expect(await faultsOf(approve(requestId, licences()))).toBe(faults);
    expect(await hear(requestId)).toBe('waiting');
  });

  it('is approved with own licences only', async () => {
    const { requestId } = await ask();
    const { otherCompany } = zone.holders;
    expect(await faultsOf(approve(requestId, undefined, otherCompany))).toBe(
      '/licences/0/licenceId unknown',
    );
  });

  it('is decided once, and in time', async () => {
    const { requestId } = await ask();
    await decline(requestId);
    expect(await hear(requestId)).toBe('declined');
    expect(await faultsOf(approve(requestId))).toBe('state-conflict request-declined');
    await expect(acts.retrieve({ requestId })).rejects.toMatchObject(refused);
    const late = await ask();
    zone.clock.advance(10 * 60_000);
    expect(await faultsOf(approve(late.requestId))).toBe('state-conflict request-expired');
    expect(await hear(late.requestId)).toBe('expired');
    const many = await ask();
    const asked = await Promise.all(
      [approve(many.requestId), decline(many.requestId), approve(many.requestId)].map(faultsOf),
    );
    expect(asked.filter((one) => one === 'done')).toHaveLength(1);
  });

  it('is heard by whoever asked only, and waits as long as it is told to', async () => {
    const { requestId } = await ask();
    const { counter } = makeParts();
    await expect(counter.hear(requestId, counters.sister, 0)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(counter.hear('x', counters.own, 0)).rejects.toMatchObject({ code: 'not-found' });
    let pauses = 0;
    const patient = makeParts(async () => {
      pauses += 1;
      if (pauses === 3) await approve(requestId);
      return undefined;
    });
    expect((await patient.counter.hear(requestId, counters.own, 20)).state).toBe('approved');
    expect(pauses).toBe(3);
  });
});
