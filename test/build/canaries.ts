import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedCall } from './call-recorder.ts';
import { type RunningService, type ServiceStart, startRunningService } from './running-service.ts';

/**
 * A running service that is watched for personal data where none may stand: lines of its logs (metrics
 * are lines of the log), keys of tables, names of files, messages in queues, addresses that were asked.
 */
export interface WatchedService {
  readonly service: RunningService;
  /** Where each of these texts stands though it may not, in words; with how much was looked through. */
  look(canaries: readonly string[]): {
    readonly found: readonly string[];
    readonly looked: Readonly<Record<string, number>>;
  };
  stop(): Promise<void>;
}

/** One place to look in: its texts. */
type Place = readonly [name: string, texts: readonly string[]];

interface Keyed {
  readonly pk?: { readonly S?: string };
  readonly sk?: { readonly S?: string };
}
type Json = Readonly<Record<string, unknown>>;

const toKeyTexts = (item: unknown): string[] => {
  const { pk, sk } = (item ?? {}) as Keyed;
  return [pk?.S ?? '', sk?.S ?? ''].filter((text) => text !== '');
};

/** Keys in one call to DynamoDB: of items read, written, checked, removed, and of partitions listed. */
function toKeys(operation: string, body: Json): string[] {
  if (operation === 'TransactWriteItems') {
    return (body['TransactItems'] as Json[]).flatMap((item) =>
      Object.values(item).flatMap((of) => toKeyTexts((of as Json)['Item'] ?? (of as Json)['Key'])),
    );
  }
  if (operation === 'BatchGetItem') {
    return Object.values(body['RequestItems'] as Record<string, { Keys: unknown[] }>).flatMap(
      ({ Keys }) => Keys.flatMap(toKeyTexts),
    );
  }
  if (operation === 'Query') {
    const values = (body['ExpressionAttributeValues'] ?? {}) as Record<string, { S?: string }>;
    return Object.entries(values).flatMap(([name, { S }]) =>
      /^:(pk|after|from|bound|entry|prefix)/.test(name) && S !== undefined ? [S] : [],
    );
  }
  return toKeyTexts(body['Item'] ?? body['Key']);
}

/** Tables of what others are told, and of the trail: nothing in them says who a holder is, also beside their keys. */
const toldTables = /-(?:outlet|trail)$/;

/** What is written into such a table, or posted to an endpoint, whole. */
function toTold({ by, method, target, body }: RecordedCall): string[] {
  const isPost = by === 'notifying/deliver-events' && method === 'POST' && target === undefined;
  if (isPost) return [body];
  if (!/\.(?:Put|Update|TransactWrite)Item/.test(target ?? '')) return [];
  const names = body.matchAll(/"TableName":"([^"]+)"/g);
  return [...names].some(([, name = '']) => toldTables.test(name)) ? [body] : [];
}

function toPlaces(calls: readonly RecordedCall[], log: string): readonly Place[] {
  const keys: string[] = [];
  const messages: string[] = [];
  const addresses: string[] = [];
  const told = calls.flatMap(toTold);
  for (const { target, path, body } of calls) {
    addresses.push(decodeURIComponent(path));
    const [service = '', operation = ''] = target?.split('.') ?? [];
    if (service.startsWith('DynamoDB_')) keys.push(...toKeys(operation, JSON.parse(body) as Json));
    if (service === 'AmazonSQS') messages.push(body);
  }
  return [
    ['log lines', log.split('\n').filter((line) => line !== '')],
    ['table keys', keys],
    ['queue messages', messages],
    ['what others are told, and the trail', told],
    ['names of files and addresses', addresses],
  ];
}

/** Texts as they are, and as JSON and addresses would have them. */
const formsOf = (text: string) => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('base64url'),
];

/** Starts a service and writes down what leaves its functions. */
export async function startWatchedService(start: ServiceStart = {}): Promise<WatchedService> {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-canaries-'));
  const file = join(folder, 'calls.jsonl');
  writeFileSync(file, '');
  const recorder = new URL('./call-recorder.ts', import.meta.url).href;
  const environment = { NODE_OPTIONS: `--import=${recorder}`, RECORDED_CALLS: file };
  const service = await startRunningService({ ...start, environment });
  const readLogs = () =>
    (start.provinces ?? ['liaoning'])
      .map((province) => join(service.directory, province, 'service.log'))
      .map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
      .join('\n');
  return {
    service,
    look(canaries) {
      const lines = readFileSync(file, 'utf8').split('\n');
      const calls = lines
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as RecordedCall);
      const places = toPlaces(calls, readLogs());
      const found = places.flatMap(([name, texts]) =>
        canaries.flatMap((canary) => {
          const forms = formsOf(canary);
          const first = texts.find((text) => forms.some((form) => text.includes(form)));
          return first === undefined ? [] : [`${canary} in ${name}: ${first.slice(0, 200)}`];
        }),
      );
      return {
        found,
        looked: Object.fromEntries(places.map(([name, { length }]) => [name, length])),
      };
    },
    async stop() {
      await service.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
