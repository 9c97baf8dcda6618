import { createHash } from 'node:crypto';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import type { ChangeLicenceStatePorts } from '../../functions/issuing/change-licence-state/change-licence-state.ts';
import type { ConfirmDraftPorts } from '../../functions/issuing/decide-licence-draft/confirm-draft.ts';
import type { RejectDraftPorts } from '../../functions/issuing/decide-licence-draft/reject-draft.ts';
import type { IssueLicencePorts } from '../../functions/issuing/issue-licence/issue-licence.ts';
import type { ListLicenceDraftsPorts } from '../../functions/issuing/show-licence-drafts/list-licence-drafts.ts';
import type { SweepReservationsPorts } from '../../functions/issuing/sweep-reservations/sweep-reservations.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoLicenceDrafts,
  makeDynamoLicenceDraftWriter,
} from '../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoNumberSequences } from '../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoRegister } from '../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals, makeDynamoSealWriter } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStaleReservations } from '../../shared/adapters/aws/dynamo-stale-reservations.ts';
import { makeDynamoStatusEntries } from '../../shared/adapters/aws/dynamo-status-entries.ts';
import { makeDynamoStatusPlaces } from '../../shared/adapters/aws/dynamo-status-places.ts';
import { alwaysWriting } from '../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyMaker } from '../../shared/adapters/aws/kms-key-maker.ts';
import { makeKmsKeyedDigests } from '../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeItemValidator } from '../../shared/adapters/system/item-validator.ts';
import { makeNodeSealSignatures } from '../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import type { SealState } from '../../shared/domain/seal.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { makeCertificate } from '../../shared/formats/certificate-making.ts';
import { validityOf } from '../../shared/formats/certificate-profiles.ts';
import { toDerSignature } from '../../shared/formats/der.ts';
import type { GatheredIdempotencyRecords } from '../../shared/ports/idempotency.ts';
import { makeTestClock } from './callers.ts';
import { startTestEngines } from './engines.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { sampleDepartment } from './sample-holders.ts';
import { sampleCertificate, sampleSealImage, sealId } from './sample-seal.ts';
import { sampleTypes } from './sample-types.ts';

/** All that issuing and changing need, as one container of the functions has it. */
export type IssuingPorts = IssueLicencePorts &
  ChangeLicenceStatePorts &
  SweepReservationsPorts &
  ConfirmDraftPorts &
  RejectDraftPorts &
  ListLicenceDraftsPorts & { readonly records: GatheredIdempotencyRecords };

const sealKeeper = 'seal-keeper' as ClientId;
/** Compiled once: what it checks with depends on nothing else. */
const validator = makeItemValidator();
const northWrites = alwaysWriting({ region: 'north', epoch: 1 });
const tables = { register: 'register', seals: 'seals', directory: 'directory' } as const;
const lifeMilliseconds = 5 * 365 * 24 * 3600 * 1000;

function makeContainer(
  endpoints: { readonly dynamodb: string; readonly kms: string },
  zone: { readonly macKey: string; readonly clock: ReturnType<typeof makeTestClock> },
  plan: NetworkPlan,
): IssuingPorts {
  const client = plan.into(makeDynamoClient(localClientConfig(endpoints.dynamodb)));
  const kms = (maxAttempts: number) =>
    plan.into(makeKmsClient({ ...localClientConfig(endpoints.kms), maxAttempts }));
  const register = { client, table: tables.register };
  const digests = makeKmsKeyedDigests({ client: kms(3), keyId: zone.macKey });
  return {
    provinceUrl: 'https://liaoning.example',
    clock: zone.clock,
    random: systemRandom,
    log: { note: () => undefined, alert: () => undefined },
    directory: makeDynamoDirectory({ client, table: tables.directory }),
    seals: makeDynamoSeals({ client, table: tables.seals }),
    validator,
    register: makeDynamoRegister({ ...register, turns: northWrites, journal: 'north' }),
    reader: makeDynamoRegisterReader(register),
    records: makeDynamoIdempotencyRecords(register),
    stale: makeDynamoStaleReservations({ ...register, regions: ['north'] }),
    signatures: makeNodeSealSignatures(),
    places: makeDynamoStatusPlaces({ ...register, region: 'north', digests, clock: zone.clock }),
    sequences: makeDynamoNumberSequences(register),
    drafts: { ...makeDynamoLicenceDrafts(register), ...makeDynamoLicenceDraftWriter(register) },
    digests,
    keys: makeKmsSigningKeys(kms(1)),
  };
}

async function fillDirectory(writer: ReturnType<typeof makeDynamoDirectoryWriter>) {
  const department = sampleDepartment();
  await writer.putDepartment(department);
  for (const type of sampleTypes()) {
    await writer.putLicenceType(type);
    await writer.putEntitlement({
      department: department.code,
      type: type.code,
      from: 0 as Moment,
    });
  }
  const certificate = sampleCertificate;
  const all = { root: certificate, sealingCa: certificate };
  await writer.putCertificates({
    ...all,
    statusSigner: certificate,
    listSigner: certificate,
    receiptSigner: certificate,
    trailSigner: certificate,
  });
}

/** A certificate with the seal's key in it; nobody looks further here. */
async function certify(
  keys: ReturnType<typeof makeKmsSigningKeys>,
  { keyId, publicKey }: { readonly keyId: string; readonly publicKey: Uint8Array },
): Promise<string> {
  const certificate = await makeCertificate({
    profile: 'root',
    subject: { province: '辽宁省', commonName: '证照专用章（示例）' },
    issuer: 'itself',
    publicKeySpki: publicKey,
    ...validityOf('root', Date.UTC(2026, 0) / 1000),
    sign: async (tbs) =>
      toDerSignature(await keys.sign(keyId, createHash('sha256').update(tbs).digest())),
  });
  return toBase64(certificate);
}

/** The department's seal: its states are entered by `enter`, its key is switched by the key maker. */
async function makeSampleSeal(
  writer: ReturnType<typeof makeDynamoSealWriter>,
  at: Moment,
  { keyId, certificate }: { readonly keyId: string; readonly certificate: string },
) {
  const department = sampleDepartment().code;
  const applied = { seq: 1, state: 'applied', at, by: sealKeeper } as const;
  await writer.create({
    ...{ id: sealId, department, name: '证照专用章（示例）', kind: 'licence-special' },
    image: sampleSealImage,
    entries: [applied],
    state: 'applied',
  });
  const validUntil = (at + lifeMilliseconds) as Moment;
  const making = { keyId, certificate, validFrom: at, validUntil };
  await writer.append(sealId, { seq: 2, state: 'made', at, by: sealKeeper }, { making });
  let seq = 2;
  const enter = async (state: SealState) => {
    seq += 1;
    await writer.append(sealId, { seq, state, at, by: sealKeeper });
  };
  await enter('enabled');
  return enter;
}

/** The issuing zone over real engines: a department, all sample types, an enabled seal, a clock to set. */
export async function startIssuingZone() {
  const engines = await startTestEngines({ dynamodb: true, kms: true });
  const clock = makeTestClock('2026-11-22T08:00:00.000Z');
  const client = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb));
  const kms = makeKmsClient(localClientConfig(engines.endpoints.kms));
  await createTables(
    client,
    Object.values(tables).map((name) => ({ name })),
  );
  const directoryWriter = makeDynamoDirectoryWriter({ client, table: tables.directory });
  await fillDirectory(directoryWriter);
  const mac = await kms.send(
    new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  );
  const macKey = mac.KeyMetadata?.KeyId ?? '';
  const sealKeys = makeKmsKeyMaker({ client: kms, purpose: 'seal' });
  const { keyId, publicKey } = await sealKeys.makeSigningKey(sealId);
  const sealWriter = makeDynamoSealWriter({ client, table: tables.seals, clock });
  const enterSealState = await makeSampleSeal(sealWriter, clock.now(), {
    keyId,
    certificate: await certify(makeKmsSigningKeys(kms), { keyId, publicKey }),
  });
  return {
    clock,
    client,
    endpoints: engines.endpoints,
    table: tables.register,
    macKey,
    sealKey: { keyId, publicKey },
    sealKeys,
    directoryWriter,
    enterSealState,
    statusEntries: makeDynamoStatusEntries({ client, table: tables.register }),
    /** One container more: nothing leased, nothing cached. */
    makeContainer: (plan: NetworkPlan = makeNetworkPlan(), endpoints = engines.endpoints) =>
      makeContainer(endpoints, { macKey, clock }, plan),
    /** How often the seal's key has signed. */
    countSignatures: async () => {
      const answer = await fetch(`${engines.endpoints.kms}/counts`);
      const counts = (await answer.json()) as Record<string, number>;
      // one more: the certificate's own
      return (counts[keyId] ?? 1) - 1;
    },
    close: engines.close,
  };
}
export type IssuingZone = Awaited<ReturnType<typeof startIssuingZone>>;
