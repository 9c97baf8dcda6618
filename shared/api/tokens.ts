import * as z from 'zod';

/** The one way in which clients authenticate. @see RFC 7523 section 2.2 */
export const clientAssertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Form fields of `POST /oauth/token`; fields that are not known are ignored. @see RFC 6749 section 3.2 */
export const tokenRequest = z.object({
  grant_type: z.string().min(1).max(100),
  client_assertion_type: z.literal(clientAssertionType),
  client_assertion: z.string().min(1).max(8192),
  client_id: z.string().min(1).max(64).optional(),
  scope: z.string().min(1).max(500).optional(),
});

/** @see RFC 6749 section 5.1 */
export const tokenResponse = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int().positive(),
  scope: z.string(),
});

/** @see RFC 6749 section 5.2 */
export const tokenError = z.strictObject({
  error: z.enum(['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope']),
  error_description: z.string(),
});
export type TokenError = z.infer<typeof tokenError>;
