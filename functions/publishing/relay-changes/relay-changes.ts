import type { FactRef } from '../../../shared/domain/fact.ts';
import type { TrailFact } from '../../../shared/domain/trail.ts';
import type { FactNotice } from '../../../shared/ports/event-feed.ts';
import type { Queue, StatusNotice, TrustNotice } from '../../../shared/ports/queue.ts';
import type { TrailNotice } from '../../../shared/ports/trail.ts';

/** One write as a table's stream tells it; what was written is not needed. */
export interface Change {
  readonly pk: string;
  readonly sk: string;
}

/** A notice and where it goes. */
export type AddressedNotice =
  | { readonly to: 'status'; readonly notice: StatusNotice }
  | { readonly to: 'trust'; readonly notice: TrustNotice }
  | { readonly to: 'facts'; readonly notice: FactNotice }
  | { readonly to: 'trail'; readonly notice: TrailNotice };

/** What relaying needs. */
export interface RelayPorts {
  readonly statusQueue: Queue<StatusNotice>;
  readonly trustQueue: Queue<TrustNotice>;
  readonly factQueue: Queue<FactNotice>;
  readonly trailQueue: Queue<TrailNotice>;
}

/**
 * What a write means for the public files. The register: an entry of a status list was written, which
 * happens exactly when a published status changes (bringing into force writes none), or a list was
 * opened. Directory and seals: everything that a department's sheet is made from stands under the
 * department, or is a seal that names it; the province's own certificates concern every sheet, other
 * provinces and agreements with them none, but the list.
 */
export function noticeOf({ pk, sk }: Change, department?: string): AddressedNotice | undefined {
  const [kind, name = ''] = splitOnce(pk);
  if (kind === 'list') return { to: 'status', notice: { statusList: name } };
  if (pk === 'lists') return { to: 'status', notice: { statusList: sk } };
  if (kind === 'department') return { to: 'trust', notice: { department: name } };
  if (kind === 'seal' && department) return { to: 'trust', notice: { department } };
  if (pk === 'provinces' || pk === 'agreements')
    return { to: 'trust', notice: { department: 'none' } };
  if (pk === 'province') return { to: 'trust', notice: { department: '*' } };
  return undefined;
}

function splitOnce(key: string): readonly [string, string?] {
  const mark = key.indexOf('#');
  return mark < 0 ? [key] : [key.slice(0, mark), key.slice(mark + 1)];
}

export type RelayChange = (notice: AddressedNotice) => Promise<void>;

/** What happened in a batch of writes, for those who are told of it. */
export const toFactNotice = (facts: readonly FactRef[]): AddressedNotice => ({
  to: 'facts',
  notice: { facts },
});

/** The same for the trail, with what was written as a digest. */
export const toTrailNotice = (facts: readonly TrailFact[]): AddressedNotice => ({
  to: 'trail',
  notice: { facts },
});

/** Hands one notice to its queue; resolved means it is there durably. */
export function makeRelayChange(ports: RelayPorts): RelayChange {
  const { statusQueue, trustQueue, factQueue, trailQueue } = ports;
  return (addressed) => {
    switch (addressed.to) {
      case 'status':
        return statusQueue.send(addressed.notice);
      case 'trust':
        return trustQueue.send(addressed.notice);
      case 'facts':
        return factQueue.send(addressed.notice);
      case 'trail':
        return trailQueue.send(addressed.notice);
    }
  };
}
