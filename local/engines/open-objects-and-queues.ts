import { join } from 'node:path';
import { buildApp } from 'fauxqs';
import type { Served } from './serve-until-stopped.ts';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
type SqsStore = Stores['sqsStore'];
type SnsStore = Stores['snsStore'];
type S3Store = Stores['s3Store'];

/** The parts of fauxqs that its entry puts together; it does not export them, hence the pinned version and the contract test. */
interface FauxqsParts {
  readonly SqsStore: new () => SqsStore;
  readonly SnsStore: new () => SnsStore;
  readonly S3Store: new () => S3Store;
  readonly PersistenceManager: new (
    directory: string,
  ) => NonNullable<SqsStore['persistence']> & {
    loadSqsAndSns(queues: SqsStore, topics: SnsStore): void;
    close(): void;
  };
  readonly FileS3Persistence: new (
    directory: string,
  ) => NonNullable<S3Store['persistence']> & { loadS3(objects: S3Store): void; close(): void };
}

async function loadParts(): Promise<FauxqsParts> {
  const entry = import.meta.resolve('fauxqs');
  const modules = await Promise.all(
    ['sqs/sqsStore', 'sns/snsStore', 's3/s3Store', 'persistence', 's3/fileS3Persistence'].map(
      (path) => import(new URL(`./${path}.js`, entry).href),
    ),
  );
  return Object.assign({}, ...modules) as FauxqsParts;
}

function openQueues(parts: FauxqsParts, directory: string) {
  const sqsStore = new parts.SqsStore();
  const snsStore = new parts.SnsStore();
  const persistence = new parts.PersistenceManager(directory);
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.host = '';
  sqsStore.region = 'cn-north-1';
  sqsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;
  return { sqsStore, snsStore, persistence };
}

function openObjects(parts: FauxqsParts, directory: string) {
  const s3Store = new parts.S3Store();
  const persistence = new parts.FileS3Persistence(directory);
  persistence.loadS3(s3Store);
  s3Store.persistence = persistence;
  return { s3Store, persistence };
}

/**
 * Opens the S3 and SQS engine (fauxqs) in this process: messages in SQLite, objects as files. Its own start function is
 * not used because it listens on all interfaces, without asking who is there, and names queues by a host that does not
 * resolve; this one listens on loopback and names them by the address they were asked for.
 */
export async function openObjectsAndQueues(options: {
  readonly dataDirectory: string;
  readonly port: number;
}): Promise<Served> {
  const { dataDirectory, port } = options;
  const parts = await loadParts();
  const queues = openQueues(parts, join(dataDirectory, 'queues'));
  const objects = openObjects(parts, join(dataDirectory, 'objects'));
  const { sqsStore, snsStore } = queues;
  const app = buildApp({ logger: false, stores: { sqsStore, snsStore, s3Store: objects.s3Store } });
  app.addHook('preClose', async () => {
    queues.persistence.close();
    objects.persistence.close();
  });
  const endpoint = await app.listen({ port, host: '127.0.0.1' });
  return { endpoint, port: Number(new URL(endpoint).port), close: () => app.close() };
}
