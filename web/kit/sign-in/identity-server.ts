import * as oauth from 'oauth4webapi';
import type { PageSettings } from '../page-settings.ts';
import { provideProofKey } from './proof-key.ts';

/** The identity provider as the page knows it, and the page as the provider knows it. */
export interface IdentityServer {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  /** For every request that carries or asks for a token. */
  readonly options: {
    readonly DPoP: oauth.DPoPHandle;
    readonly [oauth.allowInsecureRequests]: boolean;
  };
}

/** Plain HTTP is for the embedded run, which listens on loopback. */
const isLoopback = (address: string) => new URL(address).hostname === '127.0.0.1';

/** What a page says of itself to a server of tokens; the service may live at another time than the machine. */
export function toClient({ identity, clockOffset }: PageSettings): oauth.Client {
  return {
    ...{ client_id: identity.client, id_token_signed_response_alg: 'ES256' },
    ...{ [oauth.clockSkew]: Math.round(clockOffset / 1000), [oauth.clockTolerance]: 30 },
  };
}

/** Asks the provider where its endpoints are. @see OpenID Connect Discovery 1.0 */
export async function openIdentityServer(settings: PageSettings): Promise<IdentityServer> {
  const issuer = new URL(settings.identity.issuer);
  const insecure = { [oauth.allowInsecureRequests]: isLoopback(issuer.href) };
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, found);
  const [algorithm] = server.id_token_signing_alg_values_supported ?? [];
  const supportsEs256 = server.id_token_signing_alg_values_supported?.includes('ES256') ?? true;
  const client = {
    ...toClient(settings),
    ...(supportsEs256 || algorithm === undefined
      ? {}
      : { id_token_signed_response_alg: algorithm }),
  };
  const DPoP = oauth.DPoP(client, await provideProofKey());
  return { server, client, options: { DPoP, ...insecure } };
}

/** Once more where the other side wants its own nonce in the proof. @see RFC 9449 section 8 */
export async function withNonce<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return work();
  }
}
