import {
  type AnswerFieldCheckPorts,
  makeAnswerFieldCheck,
} from '../../functions/holding/answer-field-check/answer-field-check.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFieldChecks } from '../../shared/adapters/aws/dynamo-field-checks.ts';
import { makeHoldingTable } from '../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoToldLicences } from '../../shared/adapters/aws/dynamo-told-licences.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { type FieldCheckAnswer, fieldCheckBody } from '../../shared/api/field-checks.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { counters, type HoldingZone } from './holding-zone.ts';

/** What one container of the function has; `noted` is what it logged. */
export function makeFieldCheckPorts(zone: HoldingZone, plan: NetworkPlan = makeNetworkPlan()) {
  const client = plan.into(makeDynamoClient(localClientConfig(zone.endpoints.dynamodb)));
  const kms = plan.into(makeKmsClient(localClientConfig(zone.endpoints.kms)));
  const table = makeHoldingTable({ client, table: 'holding' });
  const noted: string[] = [];
  const note = (event: string, fields: object) => {
    noted.push(`${event} ${JSON.stringify(fields)}`);
  };
  const ports: AnswerFieldCheckPorts = {
    clock: zone.clock,
    random: systemRandom,
    log: { note, alert: note },
    digests: makeKmsKeyedDigests({ client: kms, keyId: zone.macKey }),
    directory: makeDynamoDirectory({ client, table: 'directory' }),
    records: table.records,
    licences: makeDynamoToldLicences({ client, table: zone.table }),
    checks: makeDynamoFieldChecks(table),
  };
  return { ports, noted };
}

let keys = 0;

export interface FieldCheckParts {
  readonly by?: ClientId;
  readonly key?: string;
}

/** Field checks as verifiers send them, by one container. */
export function makeFieldCheckActs({ ports }: { readonly ports: AnswerFieldCheckPorts }) {
  const answerFieldCheck = makeAnswerFieldCheck(ports);
  return async (body: JsonObject, { by = counters.checker, key }: FieldCheckParts = {}) => {
    keys += 1;
    const idempotencyKey = key ?? `field-check-${keys}`;
    const call = { by, idempotencyKey, route: 'POST /v1/field-checks', body };
    const { answer, replayed } = await answerFieldCheck(call, fieldCheckBody.parse(body));
    return { ...(answer.body as unknown as FieldCheckAnswer), replayed };
  };
}

export type FieldCheckActs = ReturnType<typeof makeFieldCheckActs>;
