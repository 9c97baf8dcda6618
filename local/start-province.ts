import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningChild, startChild } from './engines/child-process.ts';
import { startDynamoDbEngine } from './engines/dynamodb.ts';
import type { EngineProcess } from './engines/engine-process.ts';
import { startIdentityProcess } from './engines/identity-process.ts';
import { startKmsProcess } from './engines/kms-process.ts';
import { startObjectsAndQueuesEngine } from './engines/objects-and-queues.ts';
import type { EngineEndpoints } from './province/engine-clients.ts';
import { type LocalProvince, portsOf, urlOf } from './province/provinces.ts';
import { toServiceArguments } from './province/service-options.ts';
import type { ChildRole } from './supervisor.ts';

/** What a province's processes are started with. */
export interface ProvinceStart {
  readonly province: LocalProvince;
  /** All that are started, this one too. */
  readonly provinces: readonly LocalProvince[];
  readonly dataDirectory: string;
  readonly clockOffsetMilliseconds: number;
  /** Told of every child as soon as it is there. */
  readonly onChild: (child: RunningChild, role: ChildRole) => void;
}

const serviceMain = fileURLToPath(new URL('./province/main.ts', import.meta.url));

/** Starts where the province's holders log in, beside the engines. */
async function startIdentity(start: ProvinceStart, dataDirectory: string): Promise<void> {
  const { province, clockOffsetMilliseconds, onChild } = start;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const { identity: port } = portsOf(province);
  const provinceUrl = urlOf(province);
  const engine = await startIdentityProcess({
    ...{ dataDirectory, port, provinceUrl, clockOffsetMilliseconds },
  });
  onChild(engine.child, 'engine');
}

/** Starts a province's engines side by side, then its service; resolves when it answers. */
export async function startProvince(start: ProvinceStart): Promise<void> {
  const { province, dataDirectory, clockOffsetMilliseconds } = start;
  const folder = join(dataDirectory, province.slug);
  const dynamodbFile = join(folder, 'dynamodb.sqlite');
  const identity = startIdentity(start, join(folder, 'identity'));
  identity.catch(() => undefined);
  const endpoints = await startEngines(start, folder, dynamodbFile);
  const isOurs = process.env['AWS_ENDPOINT_URL_DYNAMODB'] === undefined;
  const args = toServiceArguments({
    province,
    neighbours: start.provinces.filter(({ slug }) => slug !== province.slug),
    dataDirectory: folder,
    clientFolder: join(dataDirectory, 'clients', province.slug),
    clockOffsetMilliseconds,
    endpoints,
    dynamodbFile: isOurs ? dynamodbFile : undefined,
  });
  const service = await startChild({
    name: `service of ${province.slug}`,
    command: process.execPath,
    args: [serviceMain, ...args],
    isReady: (line) => line.startsWith('{"ready":true'),
    watchesInput: true,
    readyWithinSeconds: 180,
  });
  start.onChild(service, 'service');
  await identity;
}

/** Starts the engines, but for those that the environment says are elsewhere. */
async function startEngines(
  { province, onChild }: ProvinceStart,
  folder: string,
  dynamodbFile: string,
): Promise<EngineEndpoints> {
  const ports = portsOf(province);
  const provide = async (names: readonly string[], start: () => Promise<EngineProcess>) => {
    const given = names.map((name) => process.env[`AWS_ENDPOINT_URL_${name}`]);
    if (given.every((one) => one !== undefined)) return given;
    const engine = await start();
    onChild(engine.child, 'engine');
    return given.map((one) => one ?? engine.endpoint);
  };
  const dataIn = (name: string) => {
    const dataDirectory = join(folder, name);
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    return dataDirectory;
  };
  const [[dynamodb = ''], [kms = ''], [sqs = '', s3 = '']] = await Promise.all([
    provide(['DYNAMODB'], () =>
      startDynamoDbEngine({ dataFile: dynamodbFile, port: ports.dynamodb }),
    ),
    provide(['KMS'], () => startKmsProcess({ dataDirectory: dataIn('kms'), port: ports.kms })),
    provide(['SQS', 'S3'], () =>
      startObjectsAndQueuesEngine({
        dataDirectory: dataIn('objects-and-queues'),
        port: ports.objectsAndQueues,
      }),
    ),
  ]);
  const streams = process.env['AWS_ENDPOINT_URL_DYNAMODB_STREAMS'] ?? dynamodb;
  return { dynamodb, streams, kms, sqs, s3 };
}
