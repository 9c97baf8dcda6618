import type { ClientId, Moment } from '../../domain/ids.ts';
import type { ShowCode } from '../../domain/show-code.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { readBodyOf, readNumberOf, toBodyItem } from './dynamo-holding-table.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';

/** So long a code is remembered after its end, for its holder to see. */
const keptSeconds = 90 * 86_400;

/** A code in its authorisation's partition; `secret` is a MAC of a spoken code. */
export function toShowCodeItem(code: ShowCode, secret?: string): RegisterItem {
  const { id, authorisation, madeAt, expiresAt, counter } = code;
  const body = { id, authorisation, madeAt, ...(counter === undefined ? {} : { counter }) };
  return toBodyItem(holdingKeys.showCode(authorisation, id), 'show-code', {
    body,
    expiresAt: whole(expiresAt),
    tries: whole(0),
    ...(counter === undefined ? {} : { onlyFor: text(counter) }),
    ...(secret === undefined ? {} : { secret: text(secret) }),
    deleteAfterSeconds: whole(Math.floor(expiresAt / 1000) + keptSeconds),
  });
}

/** Reads a code's item. */
export function toShowCode(item: RegisterItem): ShowCode {
  const body = readBodyOf<Pick<ShowCode, 'id' | 'authorisation' | 'madeAt'>>(item);
  const usedAt = readNumberOf(item, 'usedAt') as Moment | undefined;
  const counter = item['onlyFor']?.S as ClientId | undefined;
  return {
    ...body,
    expiresAt: readNumberOf(item, 'expiresAt') as Moment,
    tries: readNumberOf(item, 'tries') ?? 0,
    ...(usedAt === undefined ? {} : { usedAt }),
    ...(counter === undefined ? {} : { counter }),
  };
}
