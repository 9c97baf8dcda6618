import type { Moment } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { readJws } from '../../../shared/formats/jws.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import {
  readTrustList,
  type TrustList,
  trustListPath,
  trustListType,
} from '../../../shared/formats/trust-list.ts';
import type {
  ListedAgreement,
  RecognisedType,
} from '../../../shared/formats/trust-list-recognition.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Shelf } from '../../../shared/ports/shelf.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { maxTrustListBytes } from '../../../shared/verify/file-kinds.ts';

/** Whether a type of a province is recognised, now or at a moment. */
export interface RecognitionQuestion {
  /** GB/T 2260, 6 digits. */
  readonly province: string;
  readonly type: string;
  readonly at?: Moment | undefined;
}

export type ShowRecognition = (question: RecognitionQuestion) => Promise<JsonObject>;

const toTime = (seconds: number) => new Date(seconds * 1000).toISOString();

/**
 * Answers from the own trust list as it is published, with all that ever held under the agreements: the
 * same that verifiers go by.
 */
export function makeShowRecognition({
  shelf,
  clock,
}: {
  readonly shelf: Pick<Shelf, 'find'>;
  readonly clock: Clock;
}): ShowRecognition {
  return async ({ province, type, at }) => {
    const list = await readOwnList(shelf);
    const seconds = toSeconds(at ?? clock.now());
    const isNamed = list.provinces.some(({ code }) => code === province);
    const intervals = list.agreements
      .filter((agreement) => agreement.province === province)
      .flatMap((agreement) =>
        agreement.types
          .filter((one) => one.type === type)
          .map((one) => toInterval(agreement, one, seconds)),
      );
    return {
      province,
      type,
      at: toTime(seconds),
      recognised: isNamed && intervals.some(({ holds }) => holds),
      intervals,
      trustListNumber: list.number,
    };
  };
}

async function readOwnList(shelf: Pick<Shelf, 'find'>): Promise<TrustList> {
  const file = await shelf.find(trustListPath);
  if (file === undefined) throw new Problem('service-unavailable', { retryAfterSeconds: 5 });
  const expected = { typ: trustListType, maxBytes: maxTrustListBytes };
  return readTrustList(readJws(new TextDecoder().decode(file.body), expected).payload);
}

function toInterval({ id }: ListedAgreement, one: RecognisedType, seconds: number) {
  const { type, ownType = type, from, until, issuedFrom, issuedUntil, items } = one;
  return {
    agreement: id,
    ownType,
    from: toTime(from),
    ...(until === undefined ? {} : { until: toTime(until) }),
    ...(issuedFrom === undefined ? {} : { issuedFrom: toTime(issuedFrom) }),
    ...(issuedUntil === undefined ? {} : { issuedUntil: toTime(issuedUntil) }),
    items: [...items],
    holds: from <= seconds && (until === undefined || seconds < until),
  };
}
