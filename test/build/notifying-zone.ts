import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll } from 'vitest';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { createQueues } from '../../local/engines/create-queues.ts';
import { createTables } from '../../local/engines/create-tables.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { toEntryItem } from '../../shared/adapters/aws/dynamo-register-items.ts';
import { registerKeys } from '../../shared/adapters/aws/dynamo-register-keys.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { drawnIdBytes } from '../../shared/domain/drawn-id.ts';
import type { FactRef } from '../../shared/domain/fact.ts';
import { factOf } from '../../shared/domain/fact.ts';
import { toLicenceId } from '../../shared/domain/identifier.ts';
import type {
  ClientId,
  DepartmentCode,
  LicenceId,
  LicenceTypeCode,
  StatusListId,
} from '../../shared/domain/ids.ts';
import { toSecretId, toWebhookId, type Webhook } from '../../shared/domain/webhook.ts';
import type { KeyedRequest } from '../../shared/ports/idempotency.ts';
import type { LicenceEntry } from '../../shared/ports/register.ts';
import { makeTestClock, shenyang } from './callers.ts';
import { startTestEngines } from './engines.ts';
import { makeNetworkPlan, type NetworkPlan } from './faulty-client.ts';
import { makeNotifyingContainer, type NotifyingContainer } from './notifying-container.ts';

export const permitType = '11100000MB0341032Y902' as LicenceTypeCode;
const names = ['register', 'seals', 'holding', 'jobs', 'outlet', 'directory'] as const;
/** Whose seal every licence of `enter` is under. */
export const sealOfEntries = 'seal-of-entries';
async function receive(client: SQSClient, queueUrl: string): Promise<readonly string[]> {
  const ask = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await client.send(ask);
  const done = ({ ReceiptHandle }: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  await Promise.all(Messages.map(done));
  return Messages.map(({ Body = '' }) => Body);
}

/** A batch of messages, as a queue hands it on. */
export const toQueueEvent = (...bodies: readonly (object | string)[]): SQSEvent => ({
  Records: bodies.map((body, at) => ({
    messageId: `m-${at}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })) as SQSEvent['Records'],
});

let drawn = 0;
/** A request's key that no other has. */
export function newKey(): KeyedRequest {
  drawn += 1;
  const digest = `key-${drawn}`;
  return {
    client: 'shenyang-licensing' as ClientId,
    keyDigest: digest,
    requestDigest: digest,
    expiresAt: Date.UTC(2100, 0) as KeyedRequest['expiresAt'],
  };
}

/** A licence id that no other has. */
export function newLicenceId(department: DepartmentCode = shenyang): LicenceId {
  drawn += 1;
  return toLicenceId(permitType, department, `S${String(drawn).padStart(19, '0')}`);
}

/** The notifying zone over real engines, with the tables that facts stand in, a clock to set, and receivers to be named. */
export async function startNotifyingZone({ timeoutMilliseconds = 400 } = {}) {
  const engines = await startTestEngines({ dynamodb: true, kms: true, objectsAndQueues: true });
  const { endpoints } = engines;
  const clock = makeTestClock('2026-11-22T08:00:00.000Z');
  const client = makeDynamoClient(localClientConfig(endpoints.dynamodb));
  const sqs = makeSqsClient(localClientConfig(endpoints.objectsAndQueues));
  const kms = makeKmsClient(localClientConfig(endpoints.kms));
  await createTables(
    client,
    names.map((name) => ({ name })),
  );
  const queues = await createQueues(sqs, [{ name: 'deliveries', visibilityTimeoutSeconds: 60 }]);
  const deliveryQueueUrl = queues.get('deliveries') ?? '';
  const mac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;
  const made = await kms.send(new CreateKeyCommand(mac));
  const webhookKey = made.KeyMetadata?.KeyId ?? '';
  const publishedAt = new Map<string, number>();
  const parts = {
    endpoints,
    clock,
    deliveryQueueUrl,
    webhookKey,
    timeoutMilliseconds,
    publishedAt,
  };
  const plain = makeNotifyingContainer(parts, makeNetworkPlan());
  const zone = {
    ...{ client, clock, plain, parts, publishedAt },
    /** One container more: nothing kept, nothing cached. */
    makeContainer: (plan: NetworkPlan = makeNetworkPlan()) => makeNotifyingContainer(parts, plan),
    takeNotices: () => receive(sqs, deliveryQueueUrl),
    takeFrom: (queueUrl: string) => receive(sqs, queueUrl),
    put: async (table: (typeof names)[number], Item: PutItemCommand['input']['Item']) => {
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    read: async (TableName: (typeof names)[number], Key: GetItemCommand['input']['Key']) =>
      (await client.send(new GetItemCommand({ TableName, Key }))).Item,
    /** Writes a licence's entry as the register does, and gives the fact. */
    async enter(id: LicenceId, entry: Omit<LicenceEntry, 'at' | 'by'>): Promise<FactRef> {
      const key = registerKeys.entry(id, { region: 'l1', epoch: 1 }, entry.seq);
      const by = 'shenyang-licensing' as ClientId;
      const place = { statusList: 'l1-000001' as StatusListId, statusIndex: 1, token: 't' };
      const item = toEntryItem({ ...entry, at: clock.now(), by, licenceId: id, ...place });
      await zone.put('register', { ...key, ...item });
      const seal = { S: sealOfEntries };
      await zone.put('register', { ...registerKeys.version(id, entry.version), seal });
      const fact = factOf({ pk: key.pk?.S ?? '', sk: key.sk?.S ?? '' });
      if (fact === undefined) throw new Error('no fact');
      return fact;
    },
    /** An endpoint that gets what is recorded from now on. */
    async register(address: string, more: Partial<Webhook> = {}): Promise<Webhook> {
      const now = clock.now();
      const webhook: Webhook = {
        id: toWebhookId(systemRandom(drawnIdBytes)),
        department: shenyang,
        address,
        secrets: [{ id: toSecretId(systemRandom(drawnIdBytes)), madeAt: now }],
        ...{ createdAt: now, createdBy: 'shenyang-licensing' as ClientId },
        ...{ state: 'enabled', revision: 1 },
        ...more,
      };
      const after = await plain.feed.newest(webhook.department);
      const answer = { status: 201, body: {} };
      await plain.writer.create(webhook, { key: newKey(), answer, after });
      return webhook;
    },
    /** Hands what waits by now back to the queue, as the clock does, and on. */
    async strike(container: NotifyingContainer = plain): Promise<void> {
      await container.deliver({ clock: true });
      await zone.deliverAll(container);
    },
    /** That a licence came into force, told. */
    async issue(container: NotifyingContainer = plain): Promise<void> {
      const fact = await zone.enter(newLicenceId(), { seq: 2, version: 1, state: 'valid' });
      await container.record(toQueueEvent({ facts: [fact] }));
    },
    /** Hands the queue's notices on until there are none that are due. */
    async deliverAll(container: NotifyingContainer = plain): Promise<SQSBatchResponse[]> {
      const answers: SQSBatchResponse[] = [];
      for (;;) {
        const bodies = await receive(sqs, deliveryQueueUrl);
        if (bodies.length === 0) return answers;
        for (const body of new Set(bodies))
          answers.push(await container.deliver(toQueueEvent(body)));
      }
    },
    /** That these facts came to be. */
    tell: (...facts: readonly FactRef[]) => plain.record(toQueueEvent({ facts })),
    /** A stroke of the zone's clock. */
    strikeClock: (container: NotifyingContainer = plain) => container.record({ clock: true }),
    /** All events of a department's feed. */
    readFeed: (department: DepartmentCode = shenyang) =>
      plain.feed.read(department, { after: 0, limit: 500 }),
    async listPartition(pk: string) {
      const query = { TableName: 'outlet', KeyConditionExpression: 'pk = :pk' };
      const ExpressionAttributeValues = { ':pk': { S: pk } };
      const found = await client.send(new QueryCommand({ ...query, ExpressionAttributeValues }));
      return found.Items ?? [];
    },
    close: engines.close,
  };
  return zone;
}
export type NotifyingZone = Awaited<ReturnType<typeof startNotifyingZone>>;

/** The zone of a file's tests: started before the first of them, stopped after the last. */
export function useNotifyingZone(
  prepare: (zone: NotifyingZone) => Promise<unknown> = async () => undefined,
): NotifyingZone {
  const zone = {} as NotifyingZone;
  beforeAll(async () => {
    Object.assign(zone, await startNotifyingZone());
    await prepare(zone);
  });
  afterAll(() => zone.close?.());
  return zone;
}
