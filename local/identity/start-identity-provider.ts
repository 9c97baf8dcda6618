import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import type { Served } from '../engines/serve-until-stopped.ts';
import { readChoice, renderLoginPage } from './login-page.ts';
import { provideProviderKeys } from './provider-keys.ts';
import { toProviderSettings } from './provider-settings.ts';

export interface IdentityProviderOptions {
  readonly dataDirectory: string;
  readonly port: number;
  /** The province that its tokens are for. */
  readonly provinceUrl: string;
}

const loginPath = /^\/login\/([A-Za-z0-9_-]{1,64})$/;

const send = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(text);
};

/** Shows whom there is to log in as, or logs in as whom was chosen. */
async function login(
  provider: Provider,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(message, response);
  if (message.method !== 'POST') return send(response, 200, renderLoginPage(uid));
  const choice = await readChoice(message);
  if (choice === undefined) return send(response, 400, 'no such sample');
  // native clients are asked for consent each time: choosing a sample is one
  await provider.interactionFinished(message, response, { login: choice, consent: {} });
}

/** The sample identity provider on loopback: OpenID Connect by a stranger's library, a login without password. */
export function startIdentityProvider(options: IdentityProviderOptions): Promise<Served> {
  const { dataDirectory, port, provinceUrl } = options;
  const endpoint = `http://127.0.0.1:${port}`;
  const keys = provideProviderKeys(dataDirectory);
  const provider = new Provider(endpoint, toProviderSettings(provinceUrl, keys));
  const serve = provider.callback();
  const server = createServer((message, response) => {
    const { pathname } = new URL(message.url ?? '/', endpoint);
    if (!loginPath.test(pathname)) return void serve(message, response);
    login(provider, message, response).catch(() => send(response, 400, 'this login is over'));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ endpoint, port, close });
    });
  });
}
