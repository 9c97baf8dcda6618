import * as oauth from 'oauth4webapi';
import type { PageSettings } from '../page-settings.ts';
import { makeCurrentSession } from './current-session.ts';
import { type IdentityServer, openIdentityServer, withNonce } from './identity-server.ts';
import { forgetProofKey } from './proof-key.ts';
import { keepPerson, keepSession, type Session } from './session.ts';
import { clearTab, readTab, writeTab } from './tab-store.ts';

/** What a page can do about who is signed in. */
export interface SignIn {
  /** Goes to the identity provider; whoever signs in comes back to this page. */
  begin(): Promise<void>;
  /** Takes what the provider sent back with the browser. @throws Error when it is not for us */
  finish(): Promise<Session>;
  /** The session with a token that still lasts; undefined when somebody has to sign in again. */
  current(): Promise<Session | undefined>;
  /** Forgets all of it here, and tells the provider. */
  end(): Promise<void>;
  /** For requests that carry the token. */
  readonly server: IdentityServer;
}

/** What the page has to find again when the browser comes back. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

const scope = 'openid profile offline_access';
const pageAddress = () => `${location.origin}${location.pathname}`;

function makeBegin({ server, client }: IdentityServer, provinceUrl: string): SignIn['begin'] {
  return async () => {
    const pending = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    writeTab('pending', pending);
    const address = new URL(server.authorization_endpoint ?? '');
    const asked = {
      ...{ client_id: client.client_id, redirect_uri: pageAddress(), response_type: 'code' },
      ...{ scope, resource: provinceUrl, state: pending.state, nonce: pending.nonce },
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    location.assign(address);
  };
}

/** @see OpenID Connect Core 1.0 section 3.1.3.7, RFC 7636, RFC 9207 */
function makeFinish(identity: IdentityServer, settings: PageSettings): SignIn['finish'] {
  const { server, client, options } = identity;
  return async () => {
    const query = new URL(location.href);
    const pending = readTab<Pending>('pending');
    // whatever comes of it: an answer is looked at once, and stands in no history
    writeTab('pending', undefined);
    history.replaceState(null, '', location.pathname);
    if (pending === undefined) throw new Error('nobody here asked for this');
    const answer = oauth.validateAuthResponse(server, client, query, pending.state);
    const more = { ...options, additionalParameters: { resource: settings.provinceUrl } };
    const tokens = await withNonce(async () => {
      const response = await oauth.authorizationCodeGrantRequest(
        ...([server, client, oauth.None(), answer, pageAddress(), pending.verifier, more] as const),
      );
      return oauth.processAuthorizationCodeResponse(server, client, response, {
        ...{ expectedNonce: pending.nonce, requireIdToken: true },
      });
    });
    const session = toSession(tokens, settings.now());
    const isAnother = keepPerson(oauth.getValidatedIdTokenClaims(tokens)?.sub);
    keepSession(session);
    if (!isAnother) return session;
    // nothing of whoever was here before is in what is read anew
    location.replace(pageAddress());
    return new Promise(() => undefined);
  };
}

function toSession(tokens: oauth.TokenEndpointResponse, now: number, last?: Session): Session {
  const { access_token, refresh_token = last?.refreshToken, expires_in = 300 } = tokens;
  const name = oauth.getValidatedIdTokenClaims(tokens)?.['name'] ?? last?.name;
  return {
    accessToken: access_token,
    expiresAt: now + expires_in * 1000,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(typeof name === 'string' ? { name } : {}),
  };
}

function makeRenew(identity: IdentityServer, settings: PageSettings) {
  const { server, client, options } = identity;
  const ask = async (last: Session, refreshToken: string): Promise<Session> => {
    const more = { ...options, additionalParameters: { resource: settings.provinceUrl } };
    const tokens = await withNonce(async () =>
      oauth.processRefreshTokenResponse(
        server,
        client,
        await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, more),
      ),
    );
    return toSession(tokens, settings.now(), last);
  };
  return async (last: Session): Promise<Session | undefined> => {
    if (last.refreshToken === undefined) return undefined;
    return ask(last, last.refreshToken).catch((error: unknown) => {
      // the provider said no; that it cannot be reached is no reason to be signed out
      if (error instanceof oauth.ResponseBodyError) return undefined;
      throw error;
    });
  };
}

/**
 * Signs people in at the province's identity provider: authorization code with PKCE, tokens bound to a
 * key of this browser. Stays off the page's first load: import it when it is needed.
 */
export async function makeSignIn(settings: PageSettings): Promise<SignIn> {
  const identity = await openIdentityServer(settings);
  const { end_session_endpoint: endpoint } = identity.server;
  return {
    server: identity,
    begin: makeBegin(identity, settings.provinceUrl),
    finish: makeFinish(identity, settings),
    current: makeCurrentSession({ renew: makeRenew(identity, settings), now: settings.now }),
    async end() {
      clearTab();
      await forgetProofKey();
      if (endpoint === undefined) return location.reload();
      const address = new URL(endpoint);
      // not the ID token: it names the person, and addresses are written down on the way
      address.searchParams.set('client_id', settings.identity.client);
      address.searchParams.set('post_logout_redirect_uri', pageAddress());
      location.assign(address);
    },
  };
}
