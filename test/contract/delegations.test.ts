import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAcceptDelegation } from '../../functions/holding/accept-delegation/accept-delegation.ts';
import { makeDelegate } from '../../functions/holding/delegate/delegate.ts';
import { makeEndDelegation } from '../../functions/holding/end-delegation/end-delegation.ts';
import { makeShowDelegations } from '../../functions/holding/show-delegations/show-delegations.ts';
import { makeChangeLicenceState } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import { toHistoryAnswer } from '../../functions/issuing/licence-answer.ts';
import {
  makeReportLoss,
  type ReportLoss,
} from '../../functions/issuing/report-loss/report-loss.ts';
import { makeDynamoRegisterMender } from '../../shared/adapters/aws/dynamo-register-mender.ts';
import { type DelegationAnswer, delegateBody } from '../../shared/api/delegations.ts';
import type { HolderCaller } from '../../shared/domain/holder-caller.ts';
import type { ClientId, LicenceId, Moment } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { toKeyedRequest } from '../../shared/requests/keyed-request.ts';
import {
  type HoldingActs,
  makeHoldingActs,
  toAuthorisationBody,
  toHolderCall,
} from '../build/holding-requests.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { askForChange } from '../build/licences.ts';
import { sampleOrganisation, samplePersons } from '../build/sample-holders.ts';

let zone: HoldingZone;
let acts: HoldingActs;
let licenceId: LicenceId;
let other: LicenceId;
beforeAll(async () => {
  zone = await startHoldingZone();
  acts = makeHoldingActs(zone.makeHolding());
  ({ licenceId } = await zone.issue());
  ({ licenceId: other } = await zone.issue());
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

/** The second sample person: who has nothing to do with the company. */
const agent = { codeType: '111', code: samplePersons[1]?.code ?? '' };
const until = '2026-11-23T00:00:00Z';

function makeParts() {
  const ports = zone.makeHolding();
  const { delegations, delegationWriter: writer, clock, records, random, licences } = ports;
  return {
    delegate: makeDelegate({
      clock,
      records,
      random,
      licences,
      writer,
      digests: zone.holderDigests,
    }),
    accept: makeAcceptDelegation({ clock, records, delegations, writer }),
    end: makeEndDelegation({ clock, delegations, writer }),
    show: makeShowDelegations({ clock, delegations }),
  };
}

async function offer(parts: JsonObject = {}): Promise<DelegationAnswer> {
  const body = { delegate: agent, licences: [licenceId], maxUses: 2, until, ...parts };
  const call = toHolderCall(zone.holders.company, 'POST /v1/me/delegations', { body });
  const { answer } = await makeParts().delegate(call, delegateBody.parse(body));
  return answer.body as unknown as DelegationAnswer;
}

const acceptAs = (holder: HolderCaller, id: string) =>
  makeParts().accept(
    toHolderCall(holder, `POST /v1/me/delegations/${id}/acceptances`, { body: {} }),
    id,
  );

async function accepted(parts: JsonObject = {}): Promise<string> {
  const { delegationId } = await offer(parts);
  await acceptAs(zone.holders.otherPerson, delegationId);
  return delegationId;
}

const give = (delegation: string, parts: JsonObject = {}) =>
  acts.authorise(
    zone.holders.otherPerson,
    toAuthorisationBody([licenceId], { delegation, ...parts }),
  );
const refused = { code: 'code-not-usable' };

describe('a delegation', () => {
  it('is worth nothing before it is accepted, by whom it is for', async () => {
    const { delegationId, ...offered } = await offer();
    expect(offered).toMatchObject({ state: 'offered', as: 'holder' });
    expect(JSON.stringify(offered)).not.toContain(agent.code);
    expect(await faultsOf(give(delegationId))).toBe('state-conflict delegation-offered');
    const { company, otherCompany, person, otherPerson } = zone.holders;
    expect(await faultsOf(acceptAs(company, delegationId))).toBe('forbidden');
    for (const stranger of [otherCompany, person]) {
      expect(await faultsOf(acceptAs(stranger, delegationId))).toBe('not-found');
    }
    const { answer } = await acceptAs(otherPerson, delegationId);
    expect(answer.body).toMatchObject({
      state: 'active',
      as: 'delegate',
      delegate: otherPerson.name,
    });
    expect(await faultsOf(acceptAs(otherPerson, delegationId))).toBe(
      'state-conflict delegation-active',
    );
    const { list } = makeParts().show;
    for (const [party, as] of [
      [company, 'holder'],
      [otherPerson, 'delegate'],
    ] as const) {
      const [first] = (await list({ limit: 10 }, party.digest)).delegations;
      expect(first).toMatchObject({ delegationId, as, delegate: otherPerson.name });
    }
    expect(await list({ limit: 10 }, person.digest)).toEqual({ delegations: [] });
  });

  it('leaves no digest behind by which its delegate could be found out by trying (P03)', async () => {
    const body = { delegate: agent, licences: [licenceId], maxUses: 1, until };
    const call = toHolderCall(zone.holders.company, 'POST /v1/me/delegations', { body });
    const offerOnce = () => makeParts().delegate(call, delegateBody.parse(body));
    const { answer } = await offerOnce();
    const { clock, records } = zone.makeHolding();
    const guessed = toKeyedRequest(call, clock.now());
    const kept = await records.find(guessed);
    expect(kept).toMatchObject({ client: call.by });
    expect(kept?.requestDigest).not.toBe(guessed.requestDigest);
    expect(await offerOnce()).toEqual({ answer, replayed: true });
  });

  it.each<[string, JsonObject, string]>([
    [
      'to nobody',
      { delegate: { codeType: '111', code: '330106198003161174' } },
      '/delegate/code check-digit',
    ],
    [
      'to oneself',
      { delegate: { codeType: '001', code: sampleOrganisation().code } },
      '/delegate/code not-allowed',
    ],
    ['of a licence twice', {}, '/licences/1 duplicate'],
    ['for longer than a year', { until: '2028-01-01T00:00:00Z' }, '/until too-far'],
  ])('is not offered %s', async (_, parts, faults) => {
    const licences = faults.includes('duplicate') ? { licences: [licenceId, licenceId] } : {};
    expect(await faultsOf(offer({ ...licences, ...parts }))).toBe(faults);
  });

  it('lets the delegate authorise under their own name, and both see the use', async () => {
    const delegation = await accepted();
    const given = await give(delegation);
    const { company, otherPerson, person } = zone.holders;
    expect(given).toMatchObject({ holder: company.name, madeBy: otherPerson.name, delegation });
    const code = await acts.showCode(otherPerson, given.authorisationId);
    const { body } = await acts.retrieve({ code });
    for (const { digest } of [company, otherPerson]) {
      const { uses } = await zone.uses.list({ party: digest, limit: 1 });
      expect(uses[0]).toMatchObject({ id: body.retrievalId, authorisedBy: otherPerson.name });
    }
    expect((await zone.uses.list({ party: person.digest, limit: 1 })).uses).toEqual([]);
  });

  it.each<[string, JsonObject, (id: string) => JsonObject, string]>([
    [
      'another licence',
      {},
      () => ({ licences: [{ licenceId: other, items: [] }] }),
      '/licences/0/licenceId not-delegated',
    ],
    [
      'another purpose',
      { itemCodes: ['210102-0009'] },
      () => ({}),
      '/purpose/itemCode not-delegated',
    ],
    ['longer', {}, () => ({ until: '2026-11-23T00:00:01Z' }), '/until not-delegated'],
    ['earlier', { from: '2026-11-22T09:00:00Z' }, () => ({}), '/from not-delegated'],
  ])('does not stretch to %s', async (...[, offered, asked, faults]) => {
    const delegation = await accepted(offered);
    expect(await faultsOf(give(delegation, asked(delegation)))).toBe(faults);
  });

  it('is used up after so many authorisations, however many are asked for at once', async () => {
    const delegation = await accepted({ maxUses: 2 });
    const asked = await Promise.all(Array.from({ length: 6 }, () => faultsOf(give(delegation))));
    expect(asked.filter((one) => one === 'done')).toHaveLength(2);
    expect(await faultsOf(give(delegation))).toBe('state-conflict delegation-used-up');
  });

  it('is nobody else’s to use', async () => {
    const delegation = await accepted();
    const { person, company } = zone.holders;
    for (const holder of [person, company]) {
      const body = toAuthorisationBody([licenceId], { delegation });
      expect(await faultsOf(acts.authorise(holder, body))).toBe('/delegation unknown');
    }
  });

  it.each(['holder', 'delegate'] as const)(
    'ended by the %s ends all that was given under it, also while a code is shown',
    async (by) => {
      const delegation = await accepted();
      const { authorisationId } = await give(delegation, { maxUses: 3 });
      const { company, otherPerson, person } = zone.holders;
      const shown = await acts.showCode(otherPerson, authorisationId);
      const used = await acts.showCode(otherPerson, authorisationId);
      const key = `delegated-${by}`;
      await acts.retrieve({ code: used }, { key });
      const { end } = makeParts();
      expect(await faultsOf(end(delegation, person.digest))).toBe('not-found');
      await end(delegation, by === 'holder' ? company.digest : otherPerson.digest);
      await end(delegation, company.digest);
      await expect(acts.retrieve({ code: shown })).rejects.toMatchObject(refused);
      await expect(acts.retrieve({ code: used }, { key })).rejects.toMatchObject(refused);
      expect(await faultsOf(acts.showCode(otherPerson, authorisationId))).toBe(
        'state-conflict not-active',
      );
      expect(await faultsOf(give(delegation))).toBe('state-conflict delegation-ended');
    },
  );
});

describe('a holder’s report of a loss', () => {
  let reportLoss: ReportLoss;
  beforeAll(() => {
    const { clock, register, reader, records, log } = zone.issuing;
    const { licences } = zone.makeHolding();
    reportLoss = makeReportLoss({ clock, register, reader, records, log, licences });
  });
  let keys = 0;
  const report = (holder: HolderCaller, what: 'lost' | 'found', id: string) => {
    keys += 1;
    const keyDigest = `loss-${keys}`;
    const client = `holder:${holder.digest}` as ClientId;
    const expiresAt = (zone.clock.now() + 1000) as Moment;
    const key = { client, keyDigest, requestDigest: keyDigest, expiresAt };
    return reportLoss({ holder: holder.digest, licenceId: id, key, what });
  };

  it('suspends the licence with that reason, and is lifted by the same holder', async () => {
    const { licenceId: id } = await zone.issue();
    const { company, otherCompany } = zone.holders;
    expect(await faultsOf(report(otherCompany, 'lost', id))).toBe('not-found');
    expect(await faultsOf(report(company, 'lost', 'x'))).toBe('not-found');
    expect(await faultsOf(report(company, 'found', id))).toBe('state-conflict not-reported-lost');
    expect((await report(company, 'lost', id)).answer.body).toMatchObject({ state: 'suspended' });
    expect(await faultsOf(report(company, 'lost', id))).toBe('state-conflict suspended');
    const entries = await zone.issuing.reader.listEntries(id);
    const last = entries.at(-1);
    expect(last && toHistoryAnswer(last)).toMatchObject({
      state: 'suspended',
      by: 'holder',
      lossReported: true,
      reason: '挂失',
    });
    expect((await zone.issuing.reader.findHead(id))?.status).toBe(2);
    expect((await report(company, 'found', id)).answer.body).toMatchObject({ state: 'valid' });
  });

  it('lifts nothing that a department suspended', async () => {
    const { licenceId: id } = await zone.issue();
    const { request, asked } = askForChange(id, 'suspended');
    await makeChangeLicenceState(zone.issuing)(request, asked);
    const { company } = zone.holders;
    expect(await faultsOf(report(company, 'found', id))).toBe('state-conflict not-reported-lost');
    expect(await faultsOf(report(company, 'lost', id))).toBe('state-conflict suspended');
  });

  it('lies under a department’s own ground, and stands when that is lifted', async () => {
    const { licenceId: id } = await zone.issue();
    const { company } = zone.holders;
    await report(company, 'lost', id);
    const suspend = (body = {}) => {
      const { request, asked } = askForChange(id, 'suspended', { body });
      return makeChangeLicenceState(zone.issuing)(request, asked);
    };
    expect(await faultsOf(suspend({ lossReported: true }))).toBe('state-conflict suspended');
    await suspend();
    expect(await zone.issuing.reader.findHead(id)).toMatchObject({ state: 'suspended', status: 2 });
    expect(await faultsOf(suspend())).toBe('state-conflict suspended');
    expect(await faultsOf(report(company, 'found', id))).toBe('state-conflict not-reported-lost');
    // the department's ground is gone, the holder's stays, and is the holder's to lift again
    expect((await lift(id)).answer.body).toMatchObject({ state: 'suspended' });
    const lifted = (await zone.issuing.reader.listEntries(id)).at(-1);
    expect(lifted).toMatchObject({
      state: 'suspended',
      lossReported: true,
      by: 'shenyang-licensing',
    });
    expect(await zone.issuing.reader.findHead(id)).toMatchObject({ lossReported: true, status: 2 });
    expect((await report(company, 'found', id)).answer.body).toMatchObject({ state: 'valid' });
  });

  const lift = (id: string, body = {}) => {
    const { request, asked } = askForChange(id, 'valid', { body });
    return makeChangeLicenceState(zone.issuing)(request, asked);
  };

  it('is not ended by a department that does not say so', async () => {
    const { licenceId: id } = await zone.issue();
    const { company } = zone.holders;
    await report(company, 'lost', id);
    expect(await faultsOf(lift(id))).toBe('state-conflict reported-lost');
    expect((await zone.issuing.reader.findHead(id))?.state).toBe('suspended');
    expect((await lift(id, { lossReported: true })).answer.body).toMatchObject({ state: 'valid' });
    const head = await zone.issuing.reader.findHead(id);
    expect([head?.status, head?.lossReported ?? false]).toEqual([0, false]);
    expect(await faultsOf(report(company, 'found', id))).toBe('state-conflict not-reported-lost');
  });

  it('that a department entered for the holder is lifted by the department as any', async () => {
    const { licenceId: id } = await zone.issue();
    const { request, asked } = askForChange(id, 'suspended', { body: { lossReported: true } });
    await makeChangeLicenceState(zone.issuing)(request, asked);
    expect((await lift(id)).answer.body).toMatchObject({ state: 'valid' });
  });

  it('is known to a head that was mended as to the one that was written', async () => {
    const { licenceId: id } = await zone.issue();
    const { client, table: TableName } = zone;
    const Key = { pk: { S: id }, sk: { S: 'head' } };
    const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
    await report(zone.holders.company, 'lost', id);
    const written = await zone.issuing.reader.findHead(id);
    // as where the head of before arrived last
    await client.send(new PutItemCommand({ TableName, Item }));
    await makeDynamoRegisterMender({ client, table: TableName }).mend(id);
    expect(await zone.issuing.reader.findHead(id)).toEqual(written);
    expect(await faultsOf(lift(id))).toBe('state-conflict reported-lost');
  });

  it('of many at once is one', async () => {
    const { licenceId: id } = await zone.issue();
    const { company } = zone.holders;
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => faultsOf(report(company, 'lost', id))),
    );
    expect(asked.filter((one) => one === 'done')).toHaveLength(1);
    expect(counters.own).toBeDefined();
  });
});
