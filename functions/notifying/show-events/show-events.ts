import type { EventsAnswer, EventsQuery } from '../../../shared/api/webhooks.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import { toCloudEvent, toSequence } from '../../../shared/formats/cloud-event.ts';
import type { EventFeed } from '../../../shared/ports/event-feed.ts';

/** What showing events needs. */
export interface ShowEventsPorts {
  readonly provinceUrl: string;
  readonly feed: Pick<EventFeed, 'read'>;
}

export type ShowEvents = (department: DepartmentCode, query: EventsQuery) => Promise<EventsAnswer>;

/** A department's events behind a position; without any, the position stays. */
export function makeShowEvents({ provinceUrl: source, feed }: ShowEventsPorts): ShowEvents {
  return async (department, { after, limit }) => {
    const found = await feed.read(department, { after, limit });
    return {
      events: found.map(({ event, position }) => {
        const { data, ...told } = toCloudEvent(event, { source, position });
        return { ...told, data: data as EventsAnswer['events'][number]['data'] };
      }),
      next: toSequence(found.at(-1)?.position ?? after),
    };
  };
}
