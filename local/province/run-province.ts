import type { Server } from 'node:http';
import { join } from 'node:path';
import { buildPages } from '../../infra/bundle-pages.ts';
import { makeDynamoDirectory } from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDirectoryBootstrap } from '../../shared/adapters/aws/dynamo-directory-history.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeS3Shelf } from '../../shared/adapters/aws/s3-shelf.ts';
import { jsonLog } from '../../shared/adapters/system/log.ts';
import { makeSystemClock } from '../../shared/adapters/system/system-clock.ts';
import { routes } from '../../shared/api/routes.ts';
import { makeGateway } from '../gateway/gateway.ts';
import { holdSampleCeremony } from '../seed/hold-ceremony.ts';
import { issueSamples } from '../seed/issue-samples.ts';
import { seedSandbox } from '../seed/sandbox/seed-sandbox.ts';
import { registerSamples, type SeedOptions, sealSamples } from '../seed/seed-province.ts';
import { seedRecognition } from '../seed/seed-recognition.ts';
import { writeTrustAnchor } from '../seed/write-trust-anchor.ts';
import { makeEngineClients } from './engine-clients.ts';
import { type LoadedFunctions, loadFunctions } from './load-functions.ts';
import { provinceEnvironment } from './province-environment.ts';
import { urlOf } from './provinces.ts';
import { provideResources, type Resources } from './resources.ts';
import type { ServiceOptions } from './service-options.ts';
import { startPumps } from './start-pumps.ts';

/** A province at work. */
export interface RunningProvince {
  /** Lets what is at work finish. */
  close(): Promise<void>;
}

type Clients = ReturnType<typeof makeEngineClients>;

/**
 * Brings a province up: tables and queues, keys and certificates, directory and clients; then the
 * functions behind the gateway and the pumps; then the seals, through the service itself; then what is
 * public. Each step finds what an earlier start has done, so one that was broken off is completed.
 */
export async function runProvince(options: ServiceOptions): Promise<RunningProvince> {
  const clients = makeEngineClients(process.env);
  const resources = await provideResources(options.province.slug, clients);
  const seed = toSeedOptions(options, resources, clients);
  const [certificates, registered] = await Promise.all([
    holdSampleCeremony({ ...seed, kms: clients.kms, provinceName: options.province.name }),
    registerSamples(seed),
  ]);
  const trustAnchor = certificates.root;
  writeTrustAnchor(options.clientFolder, trustAnchor);
  const pagesFolder = join(options.dataDirectory, 'pages');
  buildPages(pagesFolder);
  const sources = { ...options, resources, trustAnchor, pagesFolder };
  Object.assign(process.env, provinceEnvironment(sources));
  const functions = await loadFunctions();
  const server = await listen(functions, options, resources);
  const sealed = await sealSamples(seed, registered);
  await issueSamples(seed, sealed);
  await seedRecognition(seed, options.neighbours);
  const shelf = makeS3Shelf({ client: clients.s3, bucket: resources.bucket });
  await seedSandbox({ ...seed, shelf, neighbours: options.neighbours }, sealed);
  await functions.publishTrustList({ clock: true });
  await functions.publishStatusList({ clock: true });
  await functions.publishOfflineKit();
  const pumps = startPumps({ ...options, functions, resources, clients, log: jsonLog });
  return {
    close: async () => {
      await Promise.all([closeServer(server), ...pumps.map((pump) => pump.stop())]);
    },
  };
}

function toSeedOptions(
  { province, clockOffsetMilliseconds, clientFolder }: ServiceOptions,
  { tables }: Resources,
  { dynamodb }: Clients,
): SeedOptions {
  const directoryTable = { client: dynamodb, table: tables.directory };
  return {
    slug: province.slug,
    issuer: urlOf(province),
    directory: makeDynamoDirectory(directoryTable),
    bootstrap: makeDynamoDirectoryBootstrap(directoryTable),
    seals: makeDynamoSeals({ client: dynamodb, table: tables.seals }),
    clock: makeSystemClock(clockOffsetMilliseconds),
    folder: clientFolder,
  };
}

function listen(
  functions: LoadedFunctions,
  { province, endpoints, clockOffsetMilliseconds }: ServiceOptions,
  { filesBucket }: Resources,
): Promise<Server> {
  const { now } = makeSystemClock(clockOffsetMilliseconds);
  const server = makeGateway({
    routes,
    ...functions,
    files: {
      bucket: filesBucket,
      endpoint: endpoints.s3,
      trust: () => ({
        accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
        now: now(),
      }),
    },
    provinceUrl: urlOf(province),
    onFault: (error) => {
      jsonLog.alert('gateway.failed', { error: error instanceof Error ? error.name : 'unknown' });
    },
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(province.port, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
