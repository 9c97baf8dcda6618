import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Command } from 'commander';
import {
  type BulkOptions,
  bring,
  type FileOptions,
  sessionOf,
  toBringing,
} from '../bulk/bring-file.ts';
import { changeJob } from '../bulk/change-job.ts';
import { fetchJob, followJob, waitForResult } from '../bulk/follow-job.ts';
import { type JobProgress, toPreviewLines, toProgressLine } from '../bulk/progress.ts';
import { exitCodes, print } from '../output.ts';
import { addApproveCommand } from './bulk-approve.ts';
import { addBulkChangeCommand, addBulkRenewCommand } from './bulk-change.ts';

/** `yinzheng bulk check|issue|status|start|pause|cancel|results|retry`. */
export function addBulkCommand(program: Command): void {
  const bulk = program.command('bulk').description('issue licences from a file');
  const withFile = (command: Command) =>
    command
      .option('--type <code>', 'licence type code')
      .option('--seal <seal>', 'the seal to use, if not the one of the client file')
      .option('--format <format>', 'csv, xlsx or jsonl; by the name of the file unless told')
      .option('--convert', 'licences issued before elsewhere, with their own numbers and dates')
      .option('--renew', 'licences that there are: each for another term 延续')
      .option('--sample', 'as the sample department of the embedded service, food permits');
  withFile(bulk.command('check <file>'))
    .description('check a file; nothing is issued')
    .action((file: string, own: FileOptions, command: Command) => check(command, file, own));
  withFile(bulk.command('issue <file>'))
    .description('check a file and issue its rows; begun again after Ctrl-C it goes on')
    .option('--wait', 'until all rows are through')
    .action((file: string, own: FileOptions, command: Command) => issue(command, file, own));
  addJobCommands(bulk);
  addBulkChangeCommand(bulk);
  addBulkRenewCommand(bulk);
}

/** Commands about a job that was taken. */
function addJobCommands(bulk: Command): void {
  bulk
    .command('status [job]')
    .description('how far a job is; without one, the latest jobs')
    .option('--wait', 'until all rows are through')
    .action((id: string | undefined, own: FileOptions, command: Command) =>
      status(command, id, own),
    );
  for (const [name, to] of [
    ['start', 'running'],
    ['pause', 'paused'],
    ['cancel', 'cancelled'],
  ] as const)
    bulk
      .command(`${name} <job>`)
      .description(`${name} a job`)
      .action((id: string, _own: unknown, command: Command) => changeJob(command, id, { to }));
  addApproveCommand(bulk);
  bulk
    .command('results <job>')
    .description('fetch the result file, also while the job runs')
    .option('--out <file>', 'write it there; standard output unless told')
    .action((id: string, own: { out?: string }, command: Command) => results(command, id, own));
  bulk
    .command('retry <job> <file>')
    .description(
      'bring the corrected result file of a job: rows that were issued are not issued again',
    )
    .option('--wait', 'until all rows are through')
    .action((...[id, file, own, command]: [string, string, FileOptions, Command]) =>
      retry(command, { id, file, own }),
    );
}

/** Tells, when the command is broken off, that the job is not. */
function onInterrupt(jobId: string): void {
  process.once('SIGINT', () => {
    process.stderr.write(`\n${jobId} goes on. Follow it: yinzheng bulk status ${jobId} --wait\n`);
    process.exit(130);
  });
}

const toCounts = ({ jobId, counts }: JobProgress) => {
  const { rows = 0, issued = 0, rejected = 0, repeated = 0 } = counts ?? {};
  return { jobId, counts: { rows, issued, rejected, repeated } };
};

/** What a job that is checked waits for. */
const toWaitingLine = ({ jobId, approval }: JobProgress) =>
  approval === undefined
    ? `start it: yinzheng bulk start ${jobId}\n`
    : `another client approves it: yinzheng bulk approve ${jobId}\n`;

function tellEnd(command: Command, job: JobProgress): void {
  const { json } = command.optsWithGlobals<BulkOptions>();
  const why = job.reason ? ` (${job.reason})` : '';
  print(Boolean(json), toCounts(job), [`${job.jobId}  ${job.state}${why}`, toProgressLine(job)]);
  if (job.state !== 'finished' && job.reason) process.stderr.write(`${job.state}: ${job.reason}\n`);
  if (job.state === 'checked') process.stderr.write(toWaitingLine(job));
  if (job.state === 'failed' || job.state === 'paused') process.exitCode = exitCodes.refused;
}

async function run(
  command: Command,
  { client, session }: ReturnType<typeof sessionOf>,
  asked: { file: string; own: FileOptions },
) {
  const { file, own } = asked;
  const { jobId, forget } = await bring(session, file, {
    ...toBringing(client, file, own),
    start: 'at-once',
  });
  if (!own.wait) {
    print(Boolean(command.optsWithGlobals<BulkOptions>().json), { jobId }, [jobId]);
    return;
  }
  onInterrupt(jobId);
  const job = await followJob(session, jobId);
  forget();
  tellEnd(command, job);
}

async function issue(command: Command, file: string, own: FileOptions): Promise<void> {
  await run(command, sessionOf(command, own), { file, own });
}

async function check(command: Command, file: string, own: FileOptions): Promise<void> {
  const { client, session } = sessionOf(command, own);
  const { jobId, forget } = await bring(session, file, {
    ...toBringing(client, file, own),
    start: 'never',
  });
  const job = await followJob(session, jobId);
  forget();
  const { check: found } = job;
  print(Boolean(command.optsWithGlobals<BulkOptions>().json), job, toPreviewLines(job));
  if (!found || found.rejected > 0) process.exitCode = exitCodes.refused;
}

async function status(command: Command, id: string | undefined, own: FileOptions): Promise<void> {
  const { session } = sessionOf(command);
  const json = Boolean(command.optsWithGlobals<BulkOptions>().json);
  if (id === undefined) {
    const { body } = await session.call({ method: 'GET', path: '/v1/bulk-issues' });
    const jobs = body['jobs'] as readonly JobProgress[];
    print(
      json,
      body,
      jobs.map((job) => `${job.jobId}  ${job.state}  ${toProgressLine(job)}`),
    );
    return;
  }
  if (own.wait) return tellEnd(command, await followJob(session, id));
  const job = await fetchJob(session, id);
  print(json, job, [`${job.jobId}  ${job.state}`, toProgressLine(job)]);
}

async function results(command: Command, id: string, own: { out?: string }): Promise<void> {
  const { session } = sessionOf(command);
  const response = await fetch(await waitForResult(session, id));
  if (!response.ok || !response.body)
    throw new Error(`the result was not given (HTTP ${response.status})`);
  const bytes = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  await pipeline(bytes, own.out ? createWriteStream(own.out) : process.stdout);
}

async function retry(
  command: Command,
  asked: { id: string; file: string; own: FileOptions },
): Promise<void> {
  const { client, session } = sessionOf(command);
  const { body } = await session.call({
    method: 'GET',
    path: `/v1/bulk-issues/${encodeURIComponent(asked.id)}`,
  });
  const own: FileOptions = {
    ...asked.own,
    type: String(body['type']),
    seal: String(body['seal']),
    convert: body['operation'] === 'convert',
    renew: body['operation'] === 'renew',
  };
  await run(command, { client, session }, { file: asked.file, own });
}
