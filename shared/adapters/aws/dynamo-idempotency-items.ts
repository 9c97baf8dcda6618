import type { ClientId, LicenceId, Moment } from '../../domain/ids.ts';
import type { IdempotencyRecord, KeyedRequest, StoredAnswer } from '../../ports/idempotency.ts';
import type { Reservation } from '../../ports/register.ts';
import { readText, readVersion, readWhole } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys, text, whole } from './dynamo-register-keys.ts';

const secondsADay = 86_400;

const toKeyedItem = (key: KeyedRequest): RegisterItem => ({
  ...registerKeys.idempotency(key),
  kind: text('idempotency'),
  client: text(key.client),
  keyDigest: text(key.keyDigest),
  requestDigest: text(key.requestDigest),
  expiresAt: whole(key.expiresAt),
  deleteAfterSeconds: whole(Math.floor(key.expiresAt / 1000) + secondsADay),
  ...(key.origin === undefined ? {} : { origin: text(key.origin) }),
});

/** The key of a request whose licence is still being made, with its key. */
export function toInFlightItem(key: KeyedRequest, reservation: Reservation): RegisterItem {
  return {
    ...toKeyedItem(key),
    state: text('in-flight'),
    licenceId: text(reservation.licenceId),
    version: whole(reservation.version),
    attempts: whole(1),
    lastAttemptAt: whole(reservation.at),
  };
}

/** The key of a request that is answered, with its key. */
export function toAnsweredItem(key: KeyedRequest, answer: StoredAnswer): RegisterItem {
  return { ...toKeyedItem(key), state: text('done'), answer: text(JSON.stringify(answer)) };
}

/** Reads an idempotency item. */
export function toIdempotencyRecord(item: RegisterItem): IdempotencyRecord {
  const keyed: KeyedRequest = {
    client: readText(item, 'client') as ClientId,
    keyDigest: readText(item, 'keyDigest'),
    requestDigest: readText(item, 'requestDigest'),
    expiresAt: readWhole(item, 'expiresAt') as Moment,
    ...(item['origin']?.S === undefined ? {} : { origin: item['origin'].S }),
  };
  if (readText(item, 'state') === 'done') {
    return {
      ...keyed,
      state: 'done',
      answer: JSON.parse(readText(item, 'answer')) as StoredAnswer,
    };
  }
  return {
    ...keyed,
    state: 'in-flight',
    licenceId: readText(item, 'licenceId') as LicenceId,
    version: readVersion(item),
    attempts: readWhole(item, 'attempts'),
    lastAttemptAt: readWhole(item, 'lastAttemptAt') as Moment,
  };
}
