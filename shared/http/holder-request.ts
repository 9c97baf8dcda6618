import type { HolderCaller } from '../domain/holder-caller.ts';
import type { ClientId } from '../domain/ids.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import type { HttpRequest } from './http-message.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

/** What a holder asks to be written. */
export interface HolderRequest {
  readonly holder: HolderCaller;
  /** Whose idempotency keys these are: one person's, acting for one holder. */
  readonly by: ClientId;
  readonly idempotencyKey: string;
  /** Method and path. */
  readonly route: string;
  readonly body: JsonValue;
}

/** No client has such an id: a colon stands in none. */
const toKeeper = ({ digest, person }: HolderCaller) =>
  `holder:${digest}:${person.digest}` as ClientId;

/**
 * A holder's request that writes.
 * @throws Problem `unauthenticated`, `idempotency-key-missing`, and those of reading the body
 */
export function readHolderRequest(request: HttpRequest): HolderRequest {
  const holder = request.holder();
  return {
    holder,
    by: toKeeper(holder),
    idempotencyKey: readIdempotencyKey(request),
    route: `${request.method} ${request.path}`,
    body: request.body(),
  };
}
