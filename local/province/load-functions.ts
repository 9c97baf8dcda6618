import { routes } from '../../shared/api/routes.ts';
import type { HttpHandler } from '../../shared/http/http-message.ts';
import type { Authoriser } from '../gateway/call-authoriser.ts';
import type { QueueHandler } from '../pumps/queue-pump.ts';
import type { StreamHandler } from '../pumps/stream-pump.ts';

/** A publisher: it takes notices from its queue, and the clock. */
export type PublisherHandler = QueueHandler &
  ((event: { readonly clock: true }) => Promise<unknown>);

/** What runs on the clock and on nothing else. */
export type ClockHandler = () => Promise<unknown>;

/** The functions of the cloud, as they run there. */
export interface LoadedFunctions {
  readonly handlerOf: (handler: string) => HttpHandler;
  readonly authorise: Authoriser;
  readonly refuse: HttpHandler;
  readonly relayChanges: StreamHandler;
  readonly publishStatusList: PublisherHandler;
  readonly publishTrustList: PublisherHandler;
  readonly runBulkRows: QueueHandler;
  readonly tendBulkJobs: PublisherHandler;
  readonly closeIssueHours: ClockHandler;
  readonly sweepReservations: ClockHandler;
  readonly settleSealKeys: ClockHandler;
  readonly publishIssueRoots: ClockHandler;
  readonly mirrorProvinces: () => Promise<readonly { readonly outcome: string }[]>;
  readonly publishOfflineKit: ClockHandler;
  readonly relayFacts: StreamHandler;
  readonly recordEvents: PublisherHandler;
  readonly appendTrail: QueueHandler;
  readonly signCheckpoint: ClockHandler;
  readonly deliverEvents: PublisherHandler;
}

/** Loads every function's `index.ts`; the environment must be complete before, for they read it once. */
export async function loadFunctions(): Promise<LoadedFunctions> {
  const names = [...new Set<string>(routes.map(({ handler }) => handler))];
  const loaded = await Promise.all(
    names.map(async (name) => [name, await load<HttpHandler>(name)] as const),
  );
  const handlers = new Map(loaded);
  return {
    handlerOf: (name) => {
      const handler = handlers.get(name);
      if (!handler) throw new Error(`no function ${name}`);
      return handler;
    },
    authorise: await load<Authoriser>('admitting/authorise-request'),
    refuse: await load<HttpHandler>('admitting/refuse-request'),
    relayChanges: await load<StreamHandler>('publishing/relay-changes'),
    publishStatusList: await load<PublisherHandler>('publishing/publish-status-list'),
    publishTrustList: await load<PublisherHandler>('publishing/publish-trust-list'),
    runBulkRows: await load<QueueHandler>('issuing/run-bulk-rows'),
    tendBulkJobs: await load<PublisherHandler>('issuing/tend-bulk-jobs'),
    sweepReservations: await load<ClockHandler>('issuing/sweep-reservations'),
    settleSealKeys: await load<ClockHandler>('sealing/settle-keys'),
    closeIssueHours: await load<ClockHandler>('issuing/close-issue-hours'),
    publishIssueRoots: await load<ClockHandler>('publishing/publish-issue-root'),
    mirrorProvinces: await load<LoadedFunctions['mirrorProvinces']>('publishing/mirror-provinces'),
    publishOfflineKit: await load<ClockHandler>('publishing/publish-offline-kit'),
    appendTrail: await load<QueueHandler>('supervising/append-trail'),
    signCheckpoint: await load<ClockHandler>('supervising/sign-checkpoint'),
    relayFacts: await load<StreamHandler>('notifying/relay-facts'),
    recordEvents: await load<PublisherHandler>('notifying/record-events'),
    deliverEvents: await load<PublisherHandler>('notifying/deliver-events'),
  };
}

async function load<Handler>(name: string): Promise<Handler> {
  const { handler } = (await import(`../../functions/${name}/index.ts`)) as { handler: Handler };
  return handler;
}
