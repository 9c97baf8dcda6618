import { parseArgs } from 'node:util';
import { openObjectsAndQueues } from './open-objects-and-queues.ts';
import { serveUntilStopped } from './serve-until-stopped.ts';

/** The S3 and SQS engine as a process: `node local/engines/fauxqs-main.ts --directory <path> --port <number>`. */
const { values } = parseArgs({
  options: { directory: { type: 'string' }, port: { type: 'string' } },
});
if (values.directory === undefined || values.port === undefined) {
  throw new Error('The S3 and SQS engine needs --directory and --port');
}

await serveUntilStopped(
  openObjectsAndQueues({ dataDirectory: values.directory, port: Number(values.port) }),
);
