import * as z from 'zod';
import { licenceActions } from '../domain/licence-rights.ts';
import { typeCode } from './fields.ts';

/** The one way in which clients authenticate. @see RFC 7523 section 2.2 */
export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The one type of authorisation details. @see RFC 9396 */
export const authorizationDetailsType = 'yinzheng-licences';

/** Most details in a request, and most licence types in all of them: they have to fit a token in a header. */
const maxDetails = 8;
const maxLicenceTypes = 64;

const isWithoutRepeats = (values: readonly string[]) => new Set(values).size === values.length;

/** What a token is narrowed to: these actions on licences of these types; several add up. */
export const authorizationDetails = z
  .array(
    z.strictObject({
      type: z.literal(authorizationDetailsType),
      actions: z.array(z.enum(licenceActions)).min(1).refine(isWithoutRepeats),
      licence_types: z.array(typeCode).min(1).refine(isWithoutRepeats),
    }),
  )
  .min(1)
  .max(maxDetails)
  .refine(
    (details) =>
      details.reduce((sum, { licence_types }) => sum + licence_types.length, 0) <= maxLicenceTypes,
  );
export type AuthorizationDetails = z.input<typeof authorizationDetails>;

/** How a client authenticates, as form fields. */
const clientFields = {
  client_assertion_type: z.literal(clientAssertionType),
  client_assertion: z.string().min(1).max(8192),
  client_id: z.string().min(1).max(64).optional(),
};

/** Form fields of `POST /oauth/token`; fields that are not known are ignored. @see RFC 6749 section 3.2 */
export const tokenRequest = z.object({
  ...clientFields,
  grant_type: z.string().min(1).max(100),
  scope: z.string().min(1).max(500).optional(),
  /** JSON. @see RFC 9396 section 2 */
  authorization_details: z.string().min(1).max(8192).optional(),
});

/** How staff get a token of the client that they act for. @see RFC 8693 section 2.1 */
export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
/** @see RFC 8693 section 3 */
export const accessTokenKind = 'urn:ietf:params:oauth:token-type:access_token';

/** Form fields of the same endpoint with a token of the identity provider; `client_id` says for which client. */
export const exchangeRequest = z.object({
  grant_type: z.literal(tokenExchange),
  subject_token: z.string().min(1).max(8192),
  subject_token_type: z.literal(accessTokenKind),
  client_id: clientFields.client_id,
  scope: tokenRequest.shape.scope,
  authorization_details: tokenRequest.shape.authorization_details,
});

/** @see RFC 6749 section 5.1, RFC 9449 section 5, RFC 9396 section 7, RFC 8693 section 2.2 */
export const tokenResponse = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('DPoP'),
  expires_in: z.int().positive(),
  scope: z.string(),
  authorization_details: authorizationDetails.optional(),
  /** Of a token that was exchanged. */
  issued_token_type: z.literal(accessTokenKind).optional(),
  /** For which client somebody acts with it. */
  client_id: z.string().optional(),
  /** For which clients they may ask: one of them is `client_id` of the next request. */
  acts_for: z.array(z.strictObject({ client_id: z.string(), name: z.string() })).optional(),
});

/** Form fields of `POST /oauth/revoke`; the hint is ignored, for there is one sort of token. @see RFC 7009 section 2.1 */
export const revocationRequest = z.object({
  ...clientFields,
  token: z.string().min(1).max(8192),
});

/** @see RFC 6749 section 5.2, RFC 9396 section 5, RFC 9449 sections 5 and 8 */
export const tokenError = z.strictObject({
  error: z.enum([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_authorization_details',
    'invalid_dpop_proof',
    'use_dpop_nonce',
  ]),
  error_description: z.string(),
});
export type TokenError = z.infer<typeof tokenError>;

/** Answer of `GET /.well-known/oauth-authorization-server`. @see RFC 8414 section 2 */
export const authorizationServerMetadata = z.strictObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.string(),
  grant_types_supported: z.array(z.string()),
  response_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.array(z.string()),
  token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
  revocation_endpoint_auth_methods_supported: z.array(z.string()),
  revocation_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
  dpop_signing_alg_values_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  authorization_details_types_supported: z.array(z.string()),
});
export type AuthorizationServerMetadata = z.infer<typeof authorizationServerMetadata>;

/** What says where tokens for this service are got. @see RFC 9728 section 2 */
export const protectedResourceMetadata = z.strictObject({
  resource: z.string(),
  authorization_servers: z.array(z.string()),
  bearer_methods_supported: z.array(z.string()),
  dpop_signing_alg_values_supported: z.array(z.string()),
});
export type ProtectedResourceMetadata = z.infer<typeof protectedResourceMetadata>;
