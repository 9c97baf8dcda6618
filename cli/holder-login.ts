import { createHash, randomBytes } from 'node:crypto';

/** Whom to log in as at the sample identity provider, and for which province. */
export interface SampleLogin {
  /** The province's address. */
  readonly province: string;
  /** `person-1`, `company-1`. */
  readonly account: string;
  /** `acr` of the login; the usual one unless told. */
  readonly level?: string;
}

const clientId = 'yinzheng-native';
const redirectUri = 'http://127.0.0.1/callback';

async function readJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Fetches as a browser would, without following, and keeps the cookies. */
function makeBrowser() {
  const cookies = new Map<string, string>();
  return async (url: string, body?: URLSearchParams): Promise<Response> => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/s) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

/** Follows redirects until one leads to the client; what is no redirect is the login page. */
async function followToCallback(start: string, form: URLSearchParams): Promise<URL> {
  const browse = makeBrowser();
  let url = start;
  for (let steps = 0; steps < 10; steps += 1) {
    const shown = await browse(url);
    const answered = shown.status === 200 ? await browse(url, form) : shown;
    const location = answered.headers.get('location');
    if (location === null) break;
    url = new URL(location, url).href;
    if (url.startsWith(redirectUri)) return new URL(url);
  }
  throw new Error('the identity provider let nobody in');
}

/** Drives the sample provider's login page: gives the address that the browser would be sent back to. */
export function chooseSample(start: string, login: Omit<SampleLogin, 'province'>): Promise<URL> {
  const { account, level } = login;
  const form = new URLSearchParams({ account, ...(level === undefined ? {} : { level }) });
  return followToCallback(start, form);
}

/**
 * Logs in as a sample citizen or company, without a browser: authorization code with PKCE, as any native
 * client would. Works with the sample identity provider only.
 * @returns the token endpoint's answer
 */
export async function logInAsSample(login: SampleLogin): Promise<Record<string, unknown>> {
  const resource = await readJson(`${login.province}/.well-known/oauth-protected-resource`);
  const [issuer = ''] = resource['authorization_servers'] as readonly string[];
  const server = await readJson(`${issuer}/.well-known/openid-configuration`);
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: redirectUri, response_type: 'code' },
    ...{ scope: 'openid profile', resource: login.province, state: randomBytes(8).toString('hex') },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await chooseSample(`${server['authorization_endpoint']}?${asked}`, login);
  if (back.searchParams.get('state') !== asked.get('state')) throw new Error('another login');
  const response = await fetch(String(server['token_endpoint']), {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri },
      ...{ code: back.searchParams.get('code') ?? '', code_verifier: verifier },
      resource: login.province,
    }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`the identity provider gave no token: ${answer['error']}`);
  return answer;
}
