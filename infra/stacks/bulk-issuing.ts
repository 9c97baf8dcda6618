import { Duration } from 'aws-cdk-lib';
import type { PrivateFiles } from '../constructs/private-files.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { MacKey } from '../constructs/signing-key.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { grantCountingOnce } from '../constructs/writer-lease.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { ZoneStack } from './zone-stack.ts';

/** What bulk issuing stands on, and what it may do with the register as single issuing may. */
export interface BulkIssuingProps {
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
  readonly register: ZoneTable;
  readonly files: PrivateFiles;
  readonly macKey: MacKey;
  readonly grantIssuing: (to: ServiceFunction) => void;
  /** Partitions of the register whose entries changing a licence lists. */
  readonly ofLicences: { readonly except: readonly string[] };
  readonly variables: Readonly<Record<'provinceUrl' | 'registerTable' | 'regionName', string>>;
}

/** Rows are issued by so many at once at most: bulk cannot starve verification, nor single issues. */
const workers = 4;
const checkers = 4;
/** With so much memory goes one whole core: signing requests and writing transactions takes milliseconds of it a row. */
const oneCoreMegabytes = 1769;
/** A chunk of rows takes seconds; with every key throttled, minutes. */
const turnSeconds = 300;
const longestSeconds = 900;

const waiting = {
  runbook: 'bulk-jobs-waiting',
  means: 'Nobody works on bulk jobs: their oldest notice waits for a quarter of an hour.',
  seconds: 900,
};

/** The functions of bulk issuing, with a table of jobs, which it gives, and two queues of their own. */
export function addBulkIssuing(stack: ZoneStack, props: BulkIssuingProps): ZoneTable {
  const jobs = new ZoneTable(stack, 'Jobs', { stream: true, isGlobal: false });
  const notices = new WorkQueue(stack, 'JobWork', {
    visibilitySeconds: longestSeconds + 60,
    waiting,
  });
  const turns = new WorkQueue(stack, 'TurnWork', { visibilitySeconds: turnSeconds + 60, waiting });
  const queued = {
    jobsTable: jobs.tableName,
    jobQueueUrl: notices.queue.queueUrl,
    turnQueueUrl: turns.queue.queueUrl,
  };
  const bulk = { stack, jobs, notices, turns, queued, ...props };
  addAsking(bulk);
  addShowing(bulk);
  addTending(bulk);
  addRunning(bulk);
  return jobs;
}

interface Bulk extends BulkIssuingProps {
  readonly stack: ZoneStack;
  readonly jobs: ZoneTable;
  readonly notices: WorkQueue;
  readonly turns: WorkQueue;
  readonly queued: Readonly<Record<'jobsTable' | 'jobQueueUrl' | 'turnQueueUrl', string>>;
}

function addAsking({ stack, jobs, notices, turns, queued, ...props }: Bulk): void {
  const { directory, seals, register, variables } = props;
  const take = new ServiceFunction(stack, 'TakeBulkIssues', {
    handler: 'issuing/take-bulk-issues',
    environment: {
      ...queued,
      provinceUrl: variables.provinceUrl,
      registerTable: variables.registerTable,
      directoryTable: directory.tableName,
      sealsTable: seals.tableName,
    },
  });
  directory.grantReading(take);
  directory.grantListing(take);
  seals.grantReading(take);
  register.grantReading(take, ['upload#*']);
  jobs.grantReading(take);
  jobs.grantPutting(take);
  jobs.grantChanging(take, ['job#*']);
  jobs.grantRemoving(take, ['running']);
  notices.grantSending(take);
  turns.grantSending(take);
}

function addShowing({ stack, jobs, notices, queued, directory, files, variables }: Bulk): void {
  const show = new ServiceFunction(stack, 'ShowBulkIssues', {
    handler: 'issuing/show-bulk-issues',
    environment: {
      provinceUrl: variables.provinceUrl,
      directoryTable: directory.tableName,
      jobsTable: queued.jobsTable,
      jobQueueUrl: queued.jobQueueUrl,
      filesBucket: files.bucketName,
    },
  });
  directory.grantReading(show, ['type#*']);
  jobs.grantReading(show, ['job#*']);
  jobs.grantListing(show, ['jobs#*']);
  notices.grantSending(show);
  files.grantReading(show, ['bulk/*']);
}

/** Checks files and makes results: no key but the one that digests, nothing of the register. */
function addTending({ stack, jobs, notices, turns, queued, ...props }: Bulk): void {
  const { directory, seals, register, files, macKey } = props;
  const tend = new ServiceFunction(stack, 'TendBulkJobs', {
    handler: 'issuing/tend-bulk-jobs',
    timeoutSeconds: longestSeconds,
    memoryMegabytes: 2048,
    temporaryMegabytes: 4096,
    reservedConcurrency: checkers,
    environment: {
      ...queued,
      directoryTable: directory.tableName,
      sealsTable: seals.tableName,
      registerTable: props.variables.registerTable,
      filesBucket: files.bucketName,
      macKey: macKey.keyArn,
    },
  });
  register.grantListing(tend, ['dept#*']);
  register.grantGathering(tend);
  directory.grantReading(tend);
  directory.grantListing(tend);
  seals.grantReading(tend);
  jobs.grantReading(tend, ['job#*']);
  jobs.grantListing(tend, ['running', 'checking']);
  jobs.grantPutting(tend, ['job#*', 'running']);
  jobs.grantChanging(tend, ['job#*', 'checking']);
  jobs.grantRemoving(tend, ['running', 'checking']);
  files.grantReading(tend, ['uploads/bulk/*', 'bulk/*']);
  files.grantPutting(tend, ['bulk/*']);
  macKey.grantDigesting(tend);
  notices.grantSending(tend);
  turns.grantSending(tend);
  notices.grantWorking(tend, { batchSize: 1, maxConcurrency: checkers - 1 });
  tend.callEvery(Duration.minutes(1));
}

/** Issues rows by the rights of single issuing, and reads and counts jobs. */
function addRunning({ stack, jobs, notices, turns, queued, ...props }: Bulk): void {
  const { directory, seals, register, files, macKey } = props;
  const run = new ServiceFunction(stack, 'RunBulkRows', {
    handler: 'issuing/run-bulk-rows',
    timeoutSeconds: turnSeconds,
    memoryMegabytes: oneCoreMegabytes,
    reservedConcurrency: workers,
    environment: {
      ...queued,
      ...props.variables,
      directoryTable: directory.tableName,
      sealsTable: seals.tableName,
      filesBucket: files.bucketName,
      macKey: macKey.keyArn,
    },
  });
  directory.grantReading(run);
  directory.grantListing(run);
  register.grantListing(run, props.ofLicences);
  register.grantGathering(run, ['idem#bulk#*']);
  macKey.grantDigesting(run);
  props.grantIssuing(run);
  grantCountingOnce(run, 'lease#*');
  register.grantRemoving(run, ['list#*']);
  jobs.grantReading(run, ['job#*']);
  jobs.grantListing(run, ['job#*', 'running']);
  jobs.grantPutting(run, ['job#*']);
  jobs.grantChanging(run, ['job#*', 'running']);
  jobs.grantRemoving(run, ['job#*', 'running']);
  files.grantReading(run, ['bulk/*']);
  files.grantPutting(run, ['bulk/*']);
  notices.grantSending(run);
  turns.grantSending(run);
  turns.grantWorking(run, { batchSize: 1, maxConcurrency: workers });
}
