import type { RecordedCall } from '../build/call-recorder.ts';
import { assumptions, type Priced, prices } from './prices.ts';

/** How often each thing that has a price was used. */
export type Units = Partial<Record<Priced, number>>;

/** What one engine call comes to; the first is what a function waits for. */
interface Counted {
  readonly engine: keyof typeof assumptions.waitMilliseconds;
  readonly units: Units;
}

type Json = Readonly<Record<string, unknown>>;

/** A write unit is a kilobyte begun, of the whole item; an update's item is taken as one kilobyte. */
function toWriteUnits(write: Json): number {
  const { Item } = write as { readonly Item?: unknown };
  return Item === undefined ? 1 : Math.ceil(Buffer.byteLength(JSON.stringify(Item)) / 1024);
}

function countDynamo(operation: string, body: Json): Units {
  switch (operation) {
    case 'TransactWriteItems': {
      const writes = (body['TransactItems'] as Json[]).flatMap(
        (one) => Object.values(one) as Json[],
      );
      // twice, because prepared and committed
      const units = writes.reduce((sum, write) => sum + 2 * toWriteUnits(write), 0);
      return { 'DynamoDB write unit (on demand)': units };
    }
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return { 'DynamoDB write unit (on demand)': toWriteUnits(body) };
    case 'BatchGetItem': {
      const tables = Object.values(body['RequestItems'] as Record<string, { Keys: unknown[] }>);
      const keys = tables.reduce((sum, { Keys }) => sum + Keys.length, 0);
      return { 'DynamoDB read unit (on demand)': keys };
    }
    default:
      // up to 4 KB, strongly consistent unless the call says otherwise
      return { 'DynamoDB read unit (on demand)': body['ConsistentRead'] === true ? 1 : 0.5 };
  }
}

const macOperations = new Set(['GenerateMac', 'VerifyMac', 'Encrypt', 'Decrypt']);

/** @throws Error for a service without a price */
export function countCall({ method, target, body }: RecordedCall): Counted {
  const [service = '', operation = ''] = (target ?? '').split('.');
  if (service.startsWith('DynamoDBStreams')) return { engine: 'dynamodb', units: {} };
  if (service.startsWith('DynamoDB')) {
    return { engine: 'dynamodb', units: countDynamo(operation, JSON.parse(body) as Json) };
  }
  if (service === 'TrentService') {
    const kind = macOperations.has(operation) ? 'symmetric or HMAC' : 'ECC';
    return { engine: 'kms', units: { [`KMS request, ${kind} key`]: 1 } };
  }
  if (service === 'AmazonSQS') return { engine: 'sqs', units: { 'SQS request': 1 } };
  if (target !== undefined) throw new Error(`no price for ${target}`);
  const isRead = method === 'GET' || method === 'HEAD';
  return { engine: 's3', units: { [isRead ? 'S3 GET' : 'S3 PUT or LIST']: 1 } };
}

export function addUnits(one: Units, other: Units, times = 1): Units {
  const sum: Units = { ...one };
  for (const [name, count] of Object.entries(other) as [Priced, number][]) {
    sum[name] = (sum[name] ?? 0) + times * count;
  }
  return sum;
}

/** A department's endpoint costs us the wait alone. */
const atEndpoint: Counted = { engine: 'endpoint', units: {} };
const isPost = ({ by, target }: RecordedCall) =>
  by === 'notifying/deliver-events' && target === undefined;

/** What one run of a function costs with the calls that it made. */
export function countRun(calls: readonly RecordedCall[]): Units {
  const counted = calls.map((one) => (isPost(one) ? atEndpoint : countCall(one)));
  const waits = counted.map(({ engine }) => assumptions.waitMilliseconds[engine]);
  const milliseconds = waits.reduce<number>((sum, one) => sum + one, assumptions.ownMilliseconds);
  const own: Units = {
    'Lambda request': 1,
    'Lambda GB-second (arm64)': (milliseconds / 1000) * assumptions.memoryGigabytes,
  };
  return counted.reduce<Units>((sum, { units }) => addUnits(sum, units), own);
}

/** US dollars. */
export const costOf = (units: Units): number =>
  (Object.entries(units) as [Priced, number][]).reduce(
    (sum, [name, count]) => sum + count * prices[name],
    0,
  );
