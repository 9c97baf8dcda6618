import { Problem } from '../problem/problem.ts';
import type { HttpRequest } from './http-message.ts';

const visibleAscii = /^[\x21-\x7e]{1,255}$/;

/**
 * The `Idempotency-Key` header: 1 to 255 visible ASCII characters.
 * @throws Problem `idempotency-key-missing`
 */
export function readIdempotencyKey(request: HttpRequest): string {
  const key = request.headers['idempotency-key'] ?? '';
  if (!visibleAscii.test(key)) throw new Problem('idempotency-key-missing');
  return key;
}
