import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoDueWorks } from '../../../shared/adapters/aws/dynamo-due-works.ts';
import { makeDynamoEventFeed } from '../../../shared/adapters/aws/dynamo-event-feed.ts';
import { makeDynamoFacts } from '../../../shared/adapters/aws/dynamo-facts.ts';
import { makeHoldingTable } from '../../../shared/adapters/aws/dynamo-holding-table.ts';
import { makeDynamoReminders } from '../../../shared/adapters/aws/dynamo-reminders.ts';
import { makeDynamoWebhooks } from '../../../shared/adapters/aws/dynamo-webhooks.ts';
import {
  makeEventBridgeBus,
  makeEventBridgeClient,
} from '../../../shared/adapters/aws/eventbridge-bus.ts';
import { makeSqsClient } from '../../../shared/adapters/aws/sqs-client.ts';
import { makeSqsQueue } from '../../../shared/adapters/aws/sqs-queue.ts';
import { makeHttpPublications } from '../../../shared/adapters/system/http-publications.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import type { DeliveryNotice } from '../../../shared/ports/event-feed.ts';
import { makeWritersClient, ownTurns, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeTellEvents } from '../tell-events.ts';
import { makeFindEvent } from './find-event.ts';
import { makeRecordEventsHandler } from './handler.ts';
import { makeRecordEvents } from './record-events.ts';
import { makePlanReminders, makeRemind } from './remind.ts';
import { makeWalkDays } from './walk-days.ts';
import { makePlanWarnings, makeWarnOfWork } from './warn-of-work.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'shelfUrl',
  'eventBus',
  'outletTable',
  'directoryTable',
  'registerTable',
  'sealsTable',
  'holdingTable',
  'jobsTable',
  'deliveryQueueUrl',
]);
// out of turn it is refused, and the notice comes again: what is let go here would never be told
const client = makeWritersClient(process.env);
const table = makeHoldingTable({ client, table: config.outletTable });
const facts = makeDynamoFacts({
  client,
  tables: {
    register: config.registerTable,
    seals: config.sealsTable,
    holding: config.holdingTable,
    jobs: config.jobsTable,
  },
});
const deliveries = makeSqsQueue<DeliveryNotice>({
  client: makeSqsClient(),
  queueUrl: config.deliveryQueueUrl,
});

const log = makeMeasuredLog(config.provinceUrl);
const clock = makeSystemClock(readClockOffset(process.env));
const bus =
  config.eventBus === 'none'
    ? {}
    : {
        bus: makeEventBridgeBus({
          ...{ client: makeEventBridgeClient(), bus: config.eventBus },
          provinceUrl: config.provinceUrl,
        }),
      };
const tell = makeTellEvents({
  feed: makeDynamoEventFeed(table, ownTurns(process.env)),
  webhooks: makeDynamoWebhooks(table),
  deliveries,
  ...bus,
});
const reminding = {
  ...{ facts, tell, clock },
  directory: makeDynamoDirectory({ client, table: config.directoryTable }),
  reminders: makeDynamoReminders(table),
};
const warning = {
  ...{ clock, facts, tell, works: makeDynamoDueWorks(table) },
  publications: makeHttpPublications({
    shelf: makeHttpShelf({ clock, provinceUrl: config.provinceUrl, shelfUrl: config.shelfUrl }),
    provinceUrl: config.provinceUrl,
  }),
};
const record = makeRecordEvents({
  ...{ findEvent: makeFindEvent(facts), tell, log },
  planReminders: makePlanReminders(reminding),
  planWarnings: makePlanWarnings(warning),
});
const walk = makeWalkDays({
  ...{ clock, reminders: reminding.reminders },
  tellOf: [makeRemind(reminding), makeWarnOfWork(warning)],
});
const walkInTurn = whenWriting(process.env, walk);

export const handler = makeRecordEventsHandler({
  ...{ record, log },
  walk: async () => (await walkInTurn(undefined)) ?? { told: 0 },
});
