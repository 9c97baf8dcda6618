import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { findAccount, levels } from './accounts.ts';
import { renderLogoutPage } from './login-page.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { identityClients } from './settings.ts';

const tokenSeconds = 900;
const sessionSeconds = 12 * 3600;

const publicClient = {
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  id_token_signed_response_alg: 'ES256',
} as const;

/** Pages that people log in from. */
const pages = ['/me', '/counter', '/desk'];

/** Public clients with PKCE: the province's pages, and what listens on loopback. */
function toClients(provinceUrl: string): NonNullable<Configuration['clients']> {
  return [
    {
      ...publicClient,
      client_id: identityClients.pages,
      redirect_uris: pages.map((page) => `${provinceUrl}${page}`),
      post_logout_redirect_uris: pages.map((page) => `${provinceUrl}${page}`),
    },
    {
      ...publicClient,
      client_id: identityClients.native,
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/callback'],
    },
  ];
}

/** The level that the login was made at stands in the code, then in what is refreshed. */
function levelOf({ oidc }: KoaContextWithOIDC): string | undefined {
  const { AuthorizationCode, RefreshToken } = oidc.entities;
  return AuthorizationCode?.acr ?? RefreshToken?.acr;
}

/** Whoever logged in here has agreed: the samples have nobody to ask. */
async function agree({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  const { accountId } = session ?? {};
  if (client === undefined || accountId === undefined) return undefined;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope('openid profile offline_access');
  for (const resource of [oidc.params?.['resource']].flat()) {
    if (typeof resource === 'string') grant.addResourceScope(resource, 'licences');
  }
  await grant.save();
  return grant;
}

/** Tokens for the province: JWTs that say who logged in, whatever resource was named. */
function toResources(provinceUrl: string) {
  return {
    enabled: true,
    defaultResource: () => provinceUrl,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: 'licences',
      audience: provinceUrl,
      accessTokenTTL: tokenSeconds,
      accessTokenFormat: 'jwt' as const,
      jwt: { sign: { alg: 'ES256' as const } },
    }),
  };
}

/** The settings of `oidc-provider`, a certified OpenID provider, with samples for accounts. */
export function toProviderSettings(provinceUrl: string, keys: ProviderKeys): Configuration {
  return {
    clients: toClients(provinceUrl),
    jwks: keys.jwks as unknown as NonNullable<Configuration['jwks']>,
    cookies: { keys: [keys.cookieKey] },
    acrValues: [...levels],
    claims: { openid: ['sub'], profile: ['name'] },
    scopes: ['openid', 'profile', 'offline_access', 'licences'],
    // the name stands in the ID token: pages ask nobody for more
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: { Session: sessionSeconds, Grant: sessionSeconds, Interaction: 600, IdToken: 600 },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    // bound to the page's key, so that a page may stay open longer than a token lasts
    issueRefreshToken: async (_, { clientId }) => clientId === identityClients.pages,
    clientBasedCORS: (_, origin) => origin === provinceUrl,
    loadExistingGrant: agree,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: toResources(provinceUrl),
      dPoP: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = renderLogoutPage(form);
        },
      },
      revocation: { enabled: true },
    },
    findAccount: (_, id) => {
      const account = findAccount(id);
      if (account === undefined) return undefined;
      const { name } = account.claims;
      return { accountId: id, claims: () => ({ sub: id, name }) };
    },
    extraTokenClaims: (ctx, token) => {
      const accountId = 'accountId' in token ? token.accountId : undefined;
      const acr = levelOf(ctx);
      return { ...findAccount(accountId ?? '')?.claims, ...(acr === undefined ? {} : { acr }) };
    },
  };
}
