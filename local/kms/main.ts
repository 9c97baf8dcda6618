import { parseArgs } from 'node:util';
import { serveUntilStopped } from '../engines/serve-until-stopped.ts';
import { startKmsEngine } from './start-kms-engine.ts';

/** The KMS engine as a process: `node local/kms/main.ts --directory <path> --port <number> [--region <name>]`. */
const { values } = parseArgs({
  options: {
    directory: { type: 'string' },
    port: { type: 'string' },
    region: { type: 'string', default: 'cn-north-1' },
  },
});
if (values.directory === undefined || values.port === undefined) {
  throw new Error('The KMS engine needs --directory and --port');
}

await serveUntilStopped(
  startKmsEngine({
    dataDirectory: values.directory,
    port: Number(values.port),
    region: values.region,
  }),
);
