import type * as z from 'zod';
import { Problem } from '../problem/problem.ts';
import type { HttpRequest } from './http-message.ts';
import { readBody } from './read-body.ts';

/**
 * The form of a client that authenticates in it, and in no other way.
 * @throws Problem `request-invalid`, `unsupported-media-type`, `body-too-large`
 * @see RFC 6749 section 2.3
 */
export function readOAuthForm<T>(schema: z.ZodType<T>, request: HttpRequest): T {
  const form = request.form();
  if (request.headers['authorization'] !== undefined) {
    throw new Problem('request-invalid', { reason: 'two-ways-to-authenticate' });
  }
  return readBody(schema, { ...form });
}
