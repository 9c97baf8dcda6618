import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { makeOfflineKitHandler } from '../../functions/publishing/publish-offline-kit/handler.ts';
import { makePublishOfflineKit } from '../../functions/publishing/publish-offline-kit/publish-offline-kit.ts';
import { makeStatusListHandler } from '../../functions/publishing/publish-status-list/handler.ts';
import { makePublishStatusList } from '../../functions/publishing/publish-status-list/publish-status-list.ts';
import { makeTrustListHandler } from '../../functions/publishing/publish-trust-list/handler.ts';
import { makePublishTrustList } from '../../functions/publishing/publish-trust-list/publish-trust-list.ts';
import { makeRelayHandler } from '../../functions/publishing/relay-changes/handler.ts';
import { makeRelayChange } from '../../functions/publishing/relay-changes/relay-changes.ts';
import { makeSignFile } from '../../functions/publishing/sign-file.ts';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createBuckets } from '../../local/engines/create-buckets.ts';
import { createQueues } from '../../local/engines/create-queues.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { keyAliases } from '../../local/province/province-environment.ts';
import { holdSampleCeremony } from '../../local/seed/hold-ceremony.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
  makeDynamoDirectoryWriter,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoOfflineKitRecords } from '../../shared/adapters/aws/dynamo-offline-kit-records.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoSheetRecords } from '../../shared/adapters/aws/dynamo-sheet-records.ts';
import { makeDynamoShelfArchive } from '../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeDynamoShelfVersions } from '../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeDynamoStatusEntries } from '../../shared/adapters/aws/dynamo-status-entries.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { makeS3ShelfListing } from '../../shared/adapters/aws/s3-shelf-listing.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../shared/adapters/aws/sqs-queue.ts';
import type { Log } from '../../shared/ports/log.ts';
import { makeTestClock } from './callers.ts';
import { startTestEngines } from './engines.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { provinceUrl } from './publishing.ts';

type Endpoints = Readonly<Record<'dynamodb' | 'kms' | 'objectsAndQueues', string>>;

/** Tables, queues and bucket by these names. */
const tables = ['directory', 'seals', 'register', 'shelf'] as const;
const bucket = 'shelf';
const silent: Log = { note: () => undefined, alert: () => undefined };

const toS3 = (endpoint: string) =>
  makeS3Client({ AWS_ENDPOINT_URL_S3: endpoint }, localClientConfig(endpoint));

/** The zone's functions as one container has them; nothing is kept between two. */
function makeContainer(
  endpoints: Endpoints,
  zone: { readonly queueUrl: string; readonly clock: ReturnType<typeof makeTestClock> },
  plan: NetworkPlan,
) {
  const client = plan.into(makeDynamoClient(localClientConfig(endpoints.dynamodb)));
  const keys = makeKmsSigningKeys(plan.into(makeKmsClient(localClientConfig(endpoints.kms))));
  const objects = { client: plan.into(toS3(endpoints.objectsAndQueues)), bucket };
  const shelf = makeS3Shelf(objects);
  const sqs = plan.into(makeSqsClient(localClientConfig(endpoints.objectsAndQueues)));
  const { clock, queueUrl } = zone;
  const statusEntries = makeDynamoStatusEntries({ client, table: 'register' });
  const shared = {
    ...{ clock, provinceUrl, shelf },
    directory: makeDynamoDirectory({ client, table: 'directory' }),
    versions: makeDynamoShelfVersions({ client, table: 'shelf' }),
    archive: makeDynamoShelfArchive({ client, table: 'shelf' }),
  };
  const publish = makePublishStatusList({
    ...{ ...shared, statusEntries },
    signFile: makeSignFile(keys, keyAliases.statusSigner),
  });
  const publishTrust = makePublishTrustList({
    ...shared,
    seals: makeDynamoSeals({ client, table: 'seals' }),
    records: makeDynamoSheetRecords({ client, table: 'shelf' }),
    signFile: makeSignFile(keys, keyAliases.listSigner),
    province: { code: '210000', name: '辽宁省' },
  });
  const publishKit = makePublishOfflineKit({
    ...shared,
    types: makeDynamoDirectoryListing({ client, table: 'directory' }),
    listing: makeS3ShelfListing(objects),
    records: makeDynamoOfflineKitRecords({ client, table: 'shelf' }),
    signFile: makeSignFile(keys, keyAliases.listSigner),
  });
  const queue = makeSqsQueue<never>({ client: sqs, queueUrl });
  return {
    publishStatusList: makeStatusListHandler({ publish, statusEntries, queue, log: silent }),
    publishTrustList: makeTrustListHandler(publishTrust, silent),
    publishOfflineKit: makeOfflineKitHandler(publishKit, silent),
    relay: makeRelayHandler(
      makeRelayChange({
        statusQueue: queue,
        trustQueue: queue,
        factQueue: queue,
        trailQueue: queue,
      }),
      silent,
    ),
  };
}

/** One container's functions. */
export type PublishingContainer = ReturnType<typeof makeContainer>;

async function takeBodies(client: SQSClient, queueUrl: string): Promise<readonly string[]> {
  const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await client.send(receive);
  const done = ({ ReceiptHandle }: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  await Promise.all(Messages.map(done));
  return Messages.map(({ Body = '' }) => Body);
}

/** A batch of one notice, as a queue hands it on. */
export const toNoticeEvent = (notice: object): SQSEvent => ({
  Records: [{ messageId: 'm-1', body: JSON.stringify(notice) }] as SQSEvent['Records'],
});

/** The publishing zone over real engines: tables, bucket, a queue, a province's keys and certificates. */
export async function startPublishingZone() {
  const engines = await startTestEngines({ dynamodb: true, kms: true, objectsAndQueues: true });
  const { endpoints } = engines;
  const clock = makeTestClock();
  const client = makeDynamoClient(localClientConfig(endpoints.dynamodb));
  const sqs = makeSqsClient(localClientConfig(endpoints.objectsAndQueues));
  const s3 = toS3(endpoints.objectsAndQueues);
  await createTables(
    client,
    tables.map((name) => ({ name })),
  );
  await createBuckets(s3, [bucket]);
  const queues = await createQueues(sqs, [{ name: 'notices', visibilityTimeoutSeconds: 60 }]);
  const queueUrl = queues.get('notices') ?? '';
  const directory = makeDynamoDirectory({ client, table: 'directory' });
  const certificates = await holdSampleCeremony({
    ...{ directory, clock, provinceName: '辽宁省' },
    kms: makeKmsClient(localClientConfig(endpoints.kms)),
    bootstrap: makeDynamoDirectoryBootstrap({ client, table: 'directory' }),
  });
  return {
    ...{ client, clock, certificates },
    shelf: makeS3Shelf({ client: s3, bucket }),
    writer: makeDynamoDirectoryWriter({ client, table: 'directory' }),
    /** One container more: nothing kept, nothing cached. */
    makeContainer: (plan: NetworkPlan = makeNetworkPlan()) =>
      makeContainer(endpoints, { queueUrl, clock }, plan),
    /** Takes what lies in the queue. */
    takeNotices: () => takeBodies(sqs, queueUrl),
    close: engines.close,
  };
}
export type PublishingZone = Awaited<ReturnType<typeof startPublishingZone>>;
