import {
  type AuthorizationServerMetadata,
  authorizationDetailsType,
  type ProtectedResourceMetadata,
  tokenExchange,
} from '../../../shared/api/tokens.ts';
import { scopes } from '../../../shared/domain/client.ts';

const algorithms = ['ES256'];
const authMethods = ['private_key_jwt'];

/** What a stranger's client needs to know to get a token. @see RFC 8414 section 2, RFC 9449 section 5.1, RFC 9396 section 10 */
export function toMetadata(provinceUrl: string): AuthorizationServerMetadata {
  return {
    issuer: provinceUrl,
    token_endpoint: `${provinceUrl}/oauth/token`,
    revocation_endpoint: `${provinceUrl}/oauth/revoke`,
    grant_types_supported: ['client_credentials', tokenExchange],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: authMethods,
    token_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: authMethods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
    dpop_signing_alg_values_supported: algorithms,
    scopes_supported: [...scopes],
    authorization_details_types_supported: [authorizationDetailsType],
  };
}

/** Where tokens for us are got: clients' here, holders' at the identity provider. @see RFC 9728 section 2 */
export function toResourceMetadata(
  provinceUrl: string,
  identityIssuer: string,
): ProtectedResourceMetadata {
  return {
    resource: provinceUrl,
    authorization_servers: [identityIssuer, provinceUrl],
    bearer_methods_supported: ['header'],
    dpop_signing_alg_values_supported: algorithms,
  };
}
