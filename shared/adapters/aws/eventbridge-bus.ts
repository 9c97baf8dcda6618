import type { EventBridgeClientConfig } from '@aws-sdk/client-eventbridge';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ServiceEvent } from '../../domain/event.ts';
import { toCloudEvent } from '../../formats/cloud-event.ts';
import type { EventBus } from '../../ports/event-feed.ts';

/** Entries that EventBridge takes at once. */
const mostAtOnce = 10;

export const makeEventBridgeClient = (config: EventBridgeClientConfig = {}) =>
  new EventBridgeClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
    ...config,
  });

/** Events as CloudEvents in an entry's detail, by type; rules find them by `source` and `detail-type`. */
export function makeEventBridgeBus(options: {
  readonly client: EventBridgeClient;
  readonly bus: string;
  readonly provinceUrl: string;
}): EventBus {
  const { client, bus, provinceUrl } = options;
  const toEntry = (event: ServiceEvent) => ({
    EventBusName: bus,
    Source: 'yinzheng',
    DetailType: event.type,
    Time: new Date(event.at),
    Detail: JSON.stringify(toCloudEvent(event, { source: provinceUrl })),
  });
  return {
    async put(events) {
      for (let at = 0; at < events.length; at += mostAtOnce) {
        const Entries = events.slice(at, at + mostAtOnce).map(toEntry);
        const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries }));
        if (FailedEntryCount > 0) throw new Error('events were not put on the bus');
      }
    },
  };
}
