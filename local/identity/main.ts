import { parseArgs } from 'node:util';
import { serveUntilStopped } from '../engines/serve-until-stopped.ts';
import { startIdentityProvider } from './start-identity-provider.ts';

/** The sample identity provider as a process: `node local/identity/main.ts --directory <path> --port <number> --province-url <url> [--clock-offset <ms>]`. */
const { values } = parseArgs({
  options: {
    directory: { type: 'string' },
    port: { type: 'string' },
    'province-url': { type: 'string' },
    'clock-offset': { type: 'string', default: '0' },
  },
});
const { directory, port, 'province-url': provinceUrl } = values;
if (directory === undefined || port === undefined || provinceUrl === undefined) {
  throw new Error('The identity provider needs --directory, --port and --province-url');
}

// the library asks nobody but the machine for the time, so this process's machine runs at the service's
const machineNow = Date.now;
const offset = Number(values['clock-offset']);
Date.now = () => machineNow() + offset;
// its warnings are for those who put it on the internet
console.warn = () => undefined;

await serveUntilStopped(
  startIdentityProvider({ dataDirectory: directory, port: Number(port), provinceUrl }),
);
