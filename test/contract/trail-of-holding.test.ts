import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWithdrawAuthorisation } from '../../functions/holding/withdraw-authorisation/withdraw-authorisation.ts';
import { toIdentifier } from '../../shared/domain/identifier.ts';
import type { TrailFact } from '../../shared/domain/trail.ts';
import { findAct } from '../../shared/relay/find-act.ts';
import {
  enterDuty,
  makeDutyCheckActs,
  makeDutyCheckPorts,
  toDutyCheckBody,
} from '../build/duty-checks.ts';
import { makeFieldCheckActs, makeFieldCheckPorts } from '../build/field-checks.ts';
import { makeHolderActs, toDelegationBody } from '../build/holder-acts.ts';
import {
  itemCode,
  makeHoldingActs,
  toAuthorisationBody,
  words,
} from '../build/holding-requests.ts';
import { type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { sampleOrganisation } from '../build/sample-holders.ts';

let zone: HoldingZone;
beforeAll(async () => {
  zone = await startHoldingZone();
});
afterAll(() => zone?.close());

/** What the stream would tell of everything that stands in the table. */
async function listActs(): Promise<readonly TrailFact[]> {
  const { Items = [] } = await zone.client.send(new ScanCommand({ TableName: 'holding' }));
  return Items.flatMap((item) => {
    const record = { dynamodb: { Keys: item, NewImage: item } } as DynamoDBRecord;
    return findAct(record) ?? [];
  });
}

it('keeps what holders allow and verifiers ask, each act once, and nothing that says who a holder is', async () => {
  const ports = zone.makeHolding();
  const [leave, acts] = [makeHoldingActs(ports), makeHolderActs(ports)];
  const { company } = zone.holders;
  const { licenceId } = await zone.issue();
  const { authorisationId: id } = await leave.authorise(company, toAuthorisationBody([licenceId]));
  const { delegationId } = await acts.delegate({ holder: company }, toDelegationBody([licenceId]));
  const given = await listActs();
  const code = await leave.showCode(company, id);
  await leave.retrieve({ code });
  await acts.accept({ holder: zone.holders.otherPerson }, delegationId);
  await makeWithdrawAuthorisation({ ...zone, writer: zone.withdrawer })(id, company.digest);
  await enterDuty(zone);
  const { body: looked } = await makeDutyCheckActs(makeDutyCheckPorts(zone))(toDutyCheckBody());
  const { fieldCheckId } = await makeFieldCheckActs(makeFieldCheckPorts(zone))({
    licence: { identifier: toIdentifier(licenceId, 1) },
    holder: { name: sampleOrganisation().name },
    items: { KZ_FDDBR: '没有的人（示例）' },
    purpose: { itemCode, words },
  });
  const all = [...given, ...(await listActs())];
  const names = [...new Set(all.map(({ of, id: whose, entry }) => `${of} ${whose} ${entry}`))];
  const retrieval = names.find((name) => /^retrieval retrieval-[0-9a-z]{36} /.test(name));
  expect(names.sort()).toEqual([
    `authorisation ${id} given`,
    `authorisation ${id} over`,
    `delegation ${delegationId} accepted`,
    `delegation ${delegationId} given`,
    retrieval,
    `use ${looked.dutyCheckId} made`,
    `use ${fieldCheckId} made`,
  ]);
  // what the trail says of an act is the same, however often it is told
  const once = new Set(all.map((act) => JSON.stringify(act)));
  expect(once.size).toBe(names.length);
  const holders = Object.values(zone.holders).flatMap(({ digest, name }) => [digest, name]);
  const text = JSON.stringify(all);
  expect(holders.filter((one) => text.includes(one))).toEqual([]);
});
