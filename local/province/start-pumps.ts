import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Log } from '../../shared/ports/log.ts';
import { pruneStream } from '../engines/dynamodb.ts';
import { startClockPump } from '../pumps/clock-pump.ts';
import { expireFiles } from '../pumps/expire-files.ts';
import { makePositionFile } from '../pumps/position-file.ts';
import { type Pump, startPump } from '../pumps/pump.ts';
import { startQueuePump } from '../pumps/queue-pump.ts';
import { startStreamPump } from '../pumps/stream-pump.ts';
import type { ClockHandler, LoadedFunctions } from './load-functions.ts';
import type { Resources } from './resources.ts';

/** What moves between the functions of a province. */
export interface PumpSources {
  readonly functions: LoadedFunctions;
  readonly resources: Resources;
  readonly clients: {
    readonly streams: DynamoDBStreamsClient;
    readonly sqs: SQSClient;
    readonly s3: S3Client;
  };
  readonly dataDirectory: string;
  readonly dynamodbFile: string | undefined;
  readonly log: Log;
}

/** As the rules of the publishing stack say. */
const statusClockMilliseconds = 10 * 60 * 1000;
const trustClockMilliseconds = 60 * 60 * 1000;
const kitClockMilliseconds = 10 * 60 * 1000;
const issueRootClockMilliseconds = 5 * 60 * 1000;
/** More often than in the cloud, where a rule strikes once a minute. */
const mirrorClockMilliseconds = 5 * 1000;
const mirrorAgainMilliseconds = 1000;
/** As the rules of the issuing and the sealing stack say. */
const sweepClockMilliseconds = 60 * 1000;

const toldTo = (log: Log) => (error: unknown) => {
  log.alert('pump.failed', { error: error instanceof Error ? error.name : 'unknown' });
};

/** Starts what the cloud does between functions: streams, queues and the clock. */
export function startPumps(sources: PumpSources): readonly Pump[] {
  const { functions, resources, clients, log } = sources;
  const onFault = toldTo(log);
  const queue = { client: clients.sqs, onFault };
  return [
    ...startStreamPumps(sources, onFault),
    startQueuePump({
      ...queue,
      queueUrl: resources.statusQueueUrl,
      handler: functions.publishStatusList,
    }),
    startQueuePump({
      ...queue,
      queueUrl: resources.trustQueueUrl,
      handler: functions.publishTrustList,
    }),
    startClockPump({
      everyMilliseconds: statusClockMilliseconds,
      work: () => functions.publishStatusList({ clock: true }),
      onFault,
    }),
    startClockPump({
      everyMilliseconds: trustClockMilliseconds,
      work: () => functions.publishTrustList({ clock: true }),
      onFault,
    }),
    startClockPump({
      everyMilliseconds: kitClockMilliseconds,
      work: () => functions.publishOfflineKit(),
      onFault,
    }),
    startQueuePump({ ...queue, queueUrl: resources.jobQueueUrl, handler: functions.tendBulkJobs }),
    startQueuePump({ ...queue, queueUrl: resources.turnQueueUrl, handler: functions.runBulkRows }),
    startSweepPump(() => functions.tendBulkJobs({ clock: true }), onFault),
    startQueuePump({ ...queue, queueUrl: resources.factQueueUrl, handler: functions.recordEvents }),
    startQueuePump({
      ...queue,
      queueUrl: resources.deliveryQueueUrl,
      handler: functions.deliverEvents,
    }),
    ...startTrailPumps(sources, onFault),
    startIssueRootPump(functions, onFault),
    startMirrorPump(functions, onFault),
    startSweepPump(functions.sweepReservations, onFault),
    startSweepPump(functions.settleSealKeys, onFault),
    startExpiryPump(sources, onFault),
  ];
}

/** Facts into the trail, a checkpoint once a minute; what was not delivered, again. */
function startTrailPumps(
  { functions, resources, clients }: PumpSources,
  onFault: (error: unknown) => void,
): readonly Pump[] {
  const queue = { client: clients.sqs, queueUrl: resources.trailQueueUrl };
  return [
    startQueuePump({ ...queue, handler: functions.appendTrail, onFault }),
    startSweepPump(functions.signCheckpoint, onFault),
    startSweepPump(() => functions.deliverEvents({ clock: true }), onFault),
    startSweepPump(() => functions.recordEvents({ clock: true }), onFault),
  ];
}

/** Does what the lifecycle rules of the files' bucket do. */
function startExpiryPump(
  { clients, resources }: PumpSources,
  onFault: (error: unknown) => void,
): Pump {
  const store = { client: clients.s3, bucket: resources.filesBucket, now: Date.now };
  return startSweepPump(() => expireFiles(store), onFault);
}

/** Ends what an earlier run or a lost call left undone; at once, for the last run may have been broken off. */
function startSweepPump(sweep: ClockHandler, onFault: (error: unknown) => void): Pump {
  return startPump({
    onFault,
    turn: async () => {
      await sweep();
      return sweepClockMilliseconds;
    },
  });
}

/** Closes the hours that are over, then publishes their roots; at once, for hours may have passed since the last run. */
function startIssueRootPump(functions: LoadedFunctions, onFault: (error: unknown) => void): Pump {
  return startPump({
    onFault,
    turn: async () => {
      await functions.closeIssueHours();
      await functions.publishIssueRoots();
      return issueRootClockMilliseconds;
    },
  });
}

/** Mirrors other provinces at once, and soon again as long as one cannot be reached: they start side by side. */
function startMirrorPump(functions: LoadedFunctions, onFault: (error: unknown) => void): Pump {
  let isFirst = true;
  return startPump({
    onFault,
    turn: async () => {
      const provinces = await functions.mirrorProvinces();
      isFirst &&= provinces.some(({ outcome }) => outcome === 'unreachable');
      return isFirst ? mirrorAgainMilliseconds : mirrorClockMilliseconds;
    },
  });
}

function startStreamPumps(
  { functions, resources, clients, dataDirectory, dynamodbFile }: PumpSources,
  onFault: (error: unknown) => void,
): readonly Pump[] {
  const folder = join(dataDirectory, 'positions');
  mkdirSync(folder, { recursive: true });
  // as the stacks say: what publishing has nothing to do with is followed by the zone that notifies
  const followed = new Set([resources.tables.holding, resources.tables.jobs]);
  return resources.streams.map(({ tableName, streamArn }) =>
    startStreamPump({
      client: clients.streams,
      streamArn,
      handler: followed.has(tableName) ? functions.relayFacts : functions.relayChanges,
      position: makePositionFile(join(folder, tableName)),
      onConsumed: (sequenceNumber) => {
        if (dynamodbFile === undefined) return;
        pruneStream({ dataFile: dynamodbFile, tableName, sequenceNumber });
      },
      onFault,
    }),
  );
}
