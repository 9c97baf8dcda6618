import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListAliasesCommand } from '@aws-sdk/client-kms';
import { makeApplyForSeal } from '../../functions/sealing/apply-for-seal/apply-for-seal.ts';
import { makeApplyForSealHandler } from '../../functions/sealing/apply-for-seal/handler.ts';
import {
  type ChangeSealStatePorts,
  makeChangeSealState,
} from '../../functions/sealing/change-seal-state/change-seal-state.ts';
import { makeChangeSealStateHandler } from '../../functions/sealing/change-seal-state/handler.ts';
import { makeMakeSeal } from '../../functions/sealing/change-seal-state/make-seal.ts';
import { makeSettleKey } from '../../functions/sealing/change-seal-state/settle-key.ts';
import { makeListSealsHandler } from '../../functions/sealing/list-seals/handler.ts';
import { makeListSeals } from '../../functions/sealing/list-seals/list-seals.ts';
import { makeSettleKeys } from '../../functions/sealing/settle-keys/settle-keys.ts';
import { makeShowSealHandler } from '../../functions/sealing/show-seal/handler.ts';
import { makeShowSeal } from '../../functions/sealing/show-seal/show-seal.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoSeals, makeDynamoSealWriter } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoUnsettledKeys } from '../../shared/adapters/aws/dynamo-unsettled-keys.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyMaker } from '../../shared/adapters/aws/kms-key-maker.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { makeZlibPngCoder } from '../../shared/adapters/system/zlib-png-coder.ts';
import { toBase64 } from '../../shared/formats/base64url.ts';
import { readCertificate } from '../../shared/formats/certificate.ts';
import { makeCertificate } from '../../shared/formats/certificate-making.ts';
import { validityOf } from '../../shared/formats/certificate-profiles.ts';
import { toDerSignature } from '../../shared/formats/der.ts';
import { makeTestClock, shenyang } from './callers.ts';
import { startTestEngines } from './engines.ts';

const provinceName = '辽宁省';
const tables = { directory: 'test-directory', seals: 'test-seals', admission: 'test-admission' };

/** Clients on engines of their own, with the tables that the zones of this test need. */
export async function startZones() {
  const engines = await startTestEngines({ dynamodb: true, kms: true });
  const dynamo = makeDynamoClient(localClientConfig(engines.endpoints.dynamodb ?? ''));
  const kms = makeKmsClient({
    ...localClientConfig(engines.endpoints.kms ?? ''),
    maxAttempts: 1,
  });
  const plain = new DynamoDBClient(localClientConfig(engines.endpoints.dynamodb ?? ''));
  await createTables(
    plain,
    Object.values(tables).map((name) => ({ name })),
  );
  const endpoint = engines.endpoints.kms ?? '';
  return { dynamo, kms, endpoint, tables, clock: makeTestClock(), close: engines.close };
}

export type Zones = Awaited<ReturnType<typeof startZones>>;

/** A root and a sealing CA whose keys are in KMS, and the department they serve, in the directory. */
async function makeProvince({ dynamo, kms, clock }: Zones): Promise<string> {
  const keyMaker = makeKmsKeyMaker({ client: kms, purpose: 'test' });
  const keys = makeKmsSigningKeys(kms);
  const writer = makeDynamoDirectoryWriter({ client: dynamo, table: tables.directory });
  const root = await keyMaker.makeSigningKey('test-root');
  const ca = await keyMaker.makeSigningKey('test-sealing-ca');
  const sign = async (tbs: Uint8Array) => {
    const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(tbs));
    return toDerSignature(await keys.sign(root.keyId, new Uint8Array(digest)));
  };
  const now = Math.floor(clock.now() / 1000);
  const rootDer = await makeCertificate({
    profile: 'root',
    subject: { province: provinceName, commonName: '根（示例）' },
    issuer: 'itself',
    publicKeySpki: root.publicKey,
    ...validityOf('root', now),
    sign,
  });
  const caDer = await makeCertificate({
    profile: 'sealing-ca',
    subject: { province: provinceName, commonName: '电子印章签发（示例）' },
    issuer: readCertificate(rootDer),
    publicKeySpki: ca.publicKey,
    ...validityOf('sealing-ca', now),
    sign,
  });
  await writer.putCertificates({
    root: toBase64(rootDer),
    sealingCa: toBase64(caDer),
    statusSigner: '',
    listSigner: '',
    receiptSigner: '',
    trailSigner: '',
  });
  await writer.putDepartment({
    code: shenyang,
    name: '沈阳市市场监督管理局（示例）',
    division: '210100',
    sample: true,
  });
  return ca.keyId;
}

/** What a test may put between a use case and its ports. */
export type Wrapped = Pick<ChangeSealStatePorts, 'seals' | 'writer' | 'requests'> & {
  readonly keyMaker: ReturnType<typeof makeKmsKeyMaker>;
  readonly signingKeys: ReturnType<typeof makeKmsSigningKeys>;
  readonly directory: ReturnType<typeof makeDynamoDirectory>;
};

/** The sealing zone's handlers over real engines; `wrap` may put faults into every port. */
export async function makeSealingZone(zones: Zones) {
  const { dynamo, kms, clock } = zones;
  const sealingCaKey = await makeProvince(zones);
  const table = { client: dynamo, table: tables.seals };
  const seals = makeDynamoSeals(table);
  const writer = makeDynamoSealWriter({ ...table, clock });
  const unsettled = makeDynamoUnsettledKeys(table);
  const keyMaker = makeKmsKeyMaker({ client: kms, purpose: 'seal' });
  const signingKeys = makeKmsSigningKeys(kms);
  const directory = makeDynamoDirectory({ client: dynamo, table: tables.directory });
  const options = { log: { note: () => undefined, alert: () => undefined } };
  const makeChange = (wrap: (ports: Wrapped) => Wrapped = (ports) => ports) => {
    const requests = writer.requests;
    const ports = wrap({ seals, writer, requests, keyMaker, signingKeys, directory });
    const makeSeal = makeMakeSeal({ ...ports, clock, sealingCaKey, provinceName });
    const change = makeChangeSealState({
      ...ports,
      makeSeal,
      settleKey: makeSettleKey({ ...ports, clock }),
      unsettled,
      clock,
    });
    return makeChangeSealStateHandler(change, options);
  };
  const apply = makeApplyForSeal({
    directory,
    seals,
    writer,
    requests: writer.requests,
    clock,
    random: systemRandom,
    pngCoder: makeZlibPngCoder(),
  });
  return {
    seals,
    keyMaker,
    signingKeys,
    /** As governing would, once another client has confirmed it. */
    rename: (name: string) =>
      makeDynamoDirectoryWriter({ client: dynamo, table: tables.directory }).putDepartment({
        ...{ code: shenyang, name, division: '210100', sample: true },
      }),
    apply: makeApplyForSealHandler(apply, options),
    list: makeListSealsHandler(makeListSeals({ seals, clock }), options),
    show: makeShowSealHandler(makeShowSeal({ seals, clock }), options),
    makeChange,
    unsettled,
    /** What the clock does. */
    settleKeys: makeSettleKeys({
      ...{ clock, unsettled, log: options.log },
      settleKey: makeSettleKey({ seals, keyMaker, clock }),
    }),
    /** Names of keys that seals have. */
    listKeyNames: async () => {
      const { Aliases } = await kms.send(new ListAliasesCommand({}));
      return (Aliases ?? []).map((alias) => alias.AliasName ?? '');
    },
  };
}
