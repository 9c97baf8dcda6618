import { createHash } from 'node:crypto';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import { toIdentifier, toLicenceId } from '../../shared/domain/identifier.ts';
import type { CivilDate, ClientId, Moment, SealId, StatusListId } from '../../shared/domain/ids.ts';
import { toSerial } from '../../shared/domain/serial.ts';
import type { KeyedRequest } from '../../shared/ports/idempotency.ts';
import type { ComingIntoForce, Reservation } from '../../shared/ports/register.ts';
import { startTestEngines } from './engines.ts';
import { makeNetworkPlan } from './faulty-client.ts';
import { sampleDepartment, samplePerson } from './sample-holders.ts';
import { sampleItems, sampleType } from './sample-types.ts';

export const journalSeal = 'seal-0000000000000000000000001a' as SealId;
const by = 'shenyang-licensing' as ClientId;
const table = 'register';

/** A reservation, and the key that it was asked for with. */
export interface KeyedReservation {
  readonly reservation: Reservation;
  readonly key: KeyedRequest;
}

let made = 0;

/** A reservation at a moment, with a digest, a number, a place and a key of its own. */
export function toKeyedReservation(at: Moment): KeyedReservation {
  made += 1;
  const type = sampleType('operatorCertificate');
  const department = sampleDepartment().code;
  const serial = new Uint8Array(createHash('sha256').update(`serial ${made}`).digest());
  const licenceId = toLicenceId(type.code, department, toSerial(serial));
  const signingInput = `input.${made}`;
  const reservation: Reservation = {
    ...{ licenceId, identifier: toIdentifier(licenceId, 1), version: 1, typeVersion: 1 },
    ...{ type: type.code, department, seal: journalSeal, number: `示例-${made}` },
    ...{ numberDigest: `digest-${made}`, holderDigests: [`mac-${made}`] },
    ...{ holders: [samplePerson()], items: sampleItems(type) },
    ...{ issued: '2026-11-22' as CivilDate, validFrom: '2026-11-22' as CivilDate },
    ...{ statusList: 'north-000001' as StatusListId, statusIndex: made, disclosures: [] },
    ...{ signingInput, digest: createHash('sha256').update(signingInput).digest('base64url') },
    ...{ printed: { signingInput: `printed-${made}`, digest: `printed-sha-${made}` } },
    ...{ at, by },
  };
  const expiresAt = (at + 1000) as Moment;
  return {
    reservation,
    key: { client: by, keyDigest: `key-${made}`, requestDigest: `request-${made}`, expiresAt },
  };
}

/** What brings it into force at a moment. */
export const toComing = ({ reservation, key }: KeyedReservation, at: Moment): ComingIntoForce => ({
  ...{ reservation, key, at, by, credential: 'credential', printedCode: 'printed' },
  answer: { status: 201, location: '/somewhere', body: { state: 'valid' } },
});

/** A register table over the DynamoDB engine, for registers of several Regions. */
export async function startJournalZone() {
  const engines = await startTestEngines({ dynamodb: true });
  const makeClient = (plan = makeNetworkPlan()) =>
    plan.into(makeDynamoClient(localClientConfig(engines.endpoints.dynamodb)));
  const client = makeClient();
  await createTables(client, [{ name: table }, { name: 'shelf' }]);
  return {
    client,
    makeClient,
    table,
    makeRegister: (region: string, plan = makeNetworkPlan()) =>
      makeDynamoRegister({
        ...{ client: makeClient(plan), table, journal: region },
        turns: alwaysWriting({ region, epoch: 1 }),
      }),
    close: engines.close,
  };
}
export type JournalZone = Awaited<ReturnType<typeof startJournalZone>>;
