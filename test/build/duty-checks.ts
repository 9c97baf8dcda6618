import { draftDuty } from '../../functions/governing/draft-duty.ts';
import { makeEnterChange } from '../../functions/governing/enter-change.ts';
import {
  type LookUpByDutyPorts,
  makeLookUpByDuty,
} from '../../functions/holding/look-up-by-duty/look-up-by-duty.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoDutyChecks } from '../../shared/adapters/aws/dynamo-duty-checks.ts';
import { makeDynamoHolderLicences } from '../../shared/adapters/aws/dynamo-holder-licences.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoToldLicences } from '../../shared/adapters/aws/dynamo-told-licences.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { type DutyCheckAnswer, dutyCheckBody } from '../../shared/api/duty-checks.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { counters, type HoldingZone } from './holding-zone.ts';
import { sampleDepartment, sampleOrganisation } from './sample-holders.ts';
import { sampleType } from './sample-types.ts';

/** The service item that the sample duty is for. */
export const inspectionItem = '210102-0107';

/** Writes down that the sample department inspects food businesses. */
export async function enterDuty(zone: HoldingZone, parts: JsonObject = {}): Promise<void> {
  const options = { client: zone.client, table: 'directory' };
  const bootstrap = makeDynamoDirectoryBootstrap(options);
  const directory = makeDynamoDirectory(options);
  const enter = makeEnterChange({ directory, bootstrap, clock: zone.clock });
  const duty = {
    ...{ type: sampleType('foodPermit').code, itemCode: inspectionItem },
    ...{ legalBasis: '《示例法》第一条', items: ['holders', 'KZ_FDDBR'], checksPerDay: 50 },
    from: '2026-01-01T00:00:00Z',
    ...parts,
  };
  await enter(draftDuty(sampleDepartment().code, duty));
}

/** What one container of the function has; `noted` is what it logged. */
export function makeDutyCheckPorts(zone: HoldingZone, plan: NetworkPlan = makeNetworkPlan()) {
  const client = plan.into(makeDynamoClient(localClientConfig(zone.endpoints.dynamodb)));
  const kms = plan.into(makeKmsClient(localClientConfig(zone.endpoints.kms)));
  const register = { client, table: zone.table };
  const noted: string[] = [];
  const note = (event: string, fields: object) => {
    noted.push(`${event} ${JSON.stringify(fields)}`);
  };
  const ports: LookUpByDutyPorts = {
    clock: zone.clock,
    random: systemRandom,
    log: { note, alert: note },
    digests: makeKmsKeyedDigests({ client: kms, keyId: zone.macKey }),
    directory: makeDynamoDirectory({ client, table: 'directory' }),
    licences: makeDynamoHolderLicences(register),
    told: makeDynamoToldLicences(register),
    checks: makeDynamoDutyChecks(makeHoldingTable({ client, table: 'holding' })),
    // a verdict that any credential gets here: verifying has tests of its own
    verify: async () => ({ verdict: 'valid', checks: [] }),
  };
  return { ports, noted };
}

/** A check of the sample company's food permits, for a case. */
export function toDutyCheckBody(parts: JsonObject = {}): JsonObject {
  const { codeType, code } = sampleOrganisation();
  return {
    ...{ type: sampleType('foodPermit').code, holder: { codeType, code }, items: ['KZ_FDDBR'] },
    purpose: { itemCode: inspectionItem, words: '食品安全监督检查（示例）' },
    caseNumber: '沈市监检〔2026〕12号（示例）',
    ...parts,
  };
}

let keys = 0;

/** Checks by duty as inspectors send them, by one container. */
export function makeDutyCheckActs({ ports }: { readonly ports: LookUpByDutyPorts }) {
  const lookUpByDuty = makeLookUpByDuty(ports);
  return async (
    body: JsonObject,
    { by = counters.inspector, key }: { readonly by?: ClientId; readonly key?: string } = {},
  ) => {
    keys += 1;
    const idempotencyKey = key ?? `duty-check-${keys}`;
    const call = { by, idempotencyKey, route: 'POST /v1/duty-checks', body };
    const { answer, replayed } = await lookUpByDuty(call, dutyCheckBody.parse(body));
    return { body: answer.body as unknown as DutyCheckAnswer, replayed };
  };
}

export type DutyCheckActs = ReturnType<typeof makeDutyCheckActs>;
