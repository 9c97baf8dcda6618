import type { ServiceEvent } from '../../shared/domain/event.ts';
import type { DepartmentCode } from '../../shared/domain/ids.ts';
import { wants } from '../../shared/domain/webhook.ts';
import type { DeliveryNotice, EventBus, EventFeed } from '../../shared/ports/event-feed.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Webhooks } from '../../shared/ports/webhooks.ts';

/** What telling needs. */
export interface TellEventsPorts {
  readonly feed: Pick<EventFeed, 'record'>;
  readonly webhooks: Pick<Webhooks, 'list'>;
  readonly deliveries: Queue<DeliveryNotice>;
  /** Absent where the province has none. */
  readonly bus?: EventBus;
}

export type TellEvents = (events: readonly ServiceEvent[]) => Promise<void>;

/**
 * Tells events: into the feeds of their departments, onto the bus, and wakes the endpoints that want
 * them. In this order, and repeated as a whole when any of it fails: what is in the feed stays where it
 * is, the bus and the endpoints may get it again under the same id.
 */
export function makeTellEvents({ feed, webhooks, deliveries, bus }: TellEventsPorts): TellEvents {
  const wake = async (department: DepartmentCode, types: readonly string[]) => {
    for (const webhook of await webhooks.list(department)) {
      const isWanted = webhook.state === 'enabled' && types.some((type) => wants(webhook, type));
      if (isWanted) await deliveries.send({ webhook: webhook.id });
    }
  };
  return async (events) => {
    if (events.length === 0) return;
    await feed.record(events);
    await bus?.put(events);
    const concerned = Map.groupBy(events, ({ department }) => department);
    for (const [department, group] of concerned) {
      if (department === undefined) continue;
      await wake(
        department,
        group.map(({ type }) => type),
      );
    }
  };
}
