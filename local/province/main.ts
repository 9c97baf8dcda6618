import { Console } from 'node:console';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { StartRefusal } from '../start-options.ts';
import { defaultEngineEnvironment, engineEnvironment } from './engine-clients.ts';
import { runProvince } from './run-province.ts';
import { readServiceArguments } from './service-options.ts';

/**
 * A province's service as a process: `node local/province/main.ts --province=liaoning …`. Log lines go to
 * `service.log` in the province's folder; standard output has one line of JSON, when it is ready. It
 * ends on SIGTERM, on SIGINT and when standard input ends.
 */
const options = readServiceArguments(process.argv.slice(2));
const log = createWriteStream(join(options.dataDirectory, 'service.log'), { flags: 'a' });
globalThis.console = new Console(log);
Object.assign(process.env, {
  ...defaultEngineEnvironment,
  ...process.env,
  ...engineEnvironment(options.endpoints),
});

const running = runProvince(options);
const stop = () => {
  void running
    .then((province) => province.close())
    .catch(() => undefined)
    .then(() => process.exit(0));
};
process.once('SIGTERM', stop).once('SIGINT', stop);
process.stdin.once('end', stop).once('error', stop).resume();

try {
  await running;
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
