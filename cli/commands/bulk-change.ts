import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type BulkOptions, formatOf, sessionOf } from '../bulk/bring-file.ts';
import { followJob } from '../bulk/follow-job.ts';
import { uploadBulkFile } from '../bulk/upload-file.ts';
import { exitCodes, print, Usage } from '../output.ts';
import type { ServiceSession } from '../service-client.ts';

interface QueryOptions {
  readonly type: string;
  readonly basis?: string;
  readonly reason?: string;
  readonly from?: string;
  readonly until?: string;
  readonly expiringFrom?: string;
  readonly expiringUntil?: string;
}

interface ChangeOptions extends QueryOptions {
  readonly to?: string;
  readonly seal?: string;
}

interface RenewOptions extends QueryOptions {
  readonly seal?: string;
  readonly underSeal?: string;
  readonly lastDay?: string;
}

const withPeriods = (command: Command) =>
  command
    .option('--from <day>', 'issued on this day or later')
    .option('--until <day>', 'issued until this day')
    .option('--expiring-from <day>', 'whose last day is this one or later')
    .option('--expiring-until <day>', 'whose last day is this one or before');

/** `yinzheng bulk change [file]`. */
export function addBulkChangeCommand(bulk: Command): void {
  withPeriods(bulk.command('change [file]'))
    .description('change the state of licences by a file, or of all that a query means')
    .requiredOption('--type <code>', 'licence type code')
    .option('--to <state>', 'without a file: the new state')
    .option('--basis <text>', 'without a file: the legal basis')
    .option('--reason <text>', 'without a file: the reason')
    .option('--seal <seal>', 'issued under this seal')
    .action((file: string | undefined, own: ChangeOptions, command: Command) =>
      change(command, file, own),
    );
}

/** `yinzheng bulk renew`. */
export function addBulkRenewCommand(bulk: Command): void {
  withPeriods(bulk.command('renew'))
    .description('renew 延续 all licences that a query means; by a file: bulk issue --renew')
    .requiredOption('--type <code>', 'licence type code')
    .requiredOption('--basis <text>', 'the legal basis')
    .requiredOption('--reason <text>', 'the reason')
    .option('--last-day <day>', 'of the new term, where the type leaves it open')
    .option('--seal <seal>', 'the seal to use, if not the one of the client file')
    .option('--under-seal <seal>', 'only what was issued under this seal')
    .action((own: RenewOptions, command: Command) => renew(command, own));
}

function toPeriods(own: Omit<QueryOptions, 'type'>) {
  const { from, until, expiringFrom, expiringUntil } = own;
  return {
    ...(from && { from }),
    ...(until && { until }),
    ...(expiringFrom && { expiringFrom }),
    ...(expiringUntil && { expiringUntil }),
  };
}

function toQuery({ to, basis, reason, seal, ...periods }: ChangeOptions) {
  if (!to || !basis || !reason) throw new Usage('give a file, or --to, --basis and --reason');
  const change = { to, legalBasis: basis, reason };
  return { query: { ...toPeriods(periods), ...(seal && { seal }), change } };
}

async function toUpload(session: ServiceSession, file: string) {
  return { upload: await uploadBulkFile(session, file, randomUUID()), format: formatOf(file, {}) };
}

async function change(command: Command, file: string | undefined, own: ChangeOptions) {
  const { session } = sessionOf(command);
  const what = file === undefined ? toQuery(own) : await toUpload(session, file);
  await take(command, { operation: 'change-state', type: own.type, ...what });
}

async function renew(command: Command, own: RenewOptions) {
  const { client } = sessionOf(command);
  const { type, basis, reason, seal = client.seal, underSeal, lastDay, ...periods } = own;
  const renewal = { legalBasis: basis, reason, ...(lastDay && { validUntil: lastDay }) };
  const query = { ...toPeriods(periods), ...(underSeal && { seal: underSeal }), renewal };
  await take(command, { operation: 'renew', type, seal, query });
}

/** Has a job taken that starts at once, unless another client is to start it, and follows it. */
async function take(command: Command, asked: Readonly<Record<string, unknown>>) {
  const { session } = sessionOf(command);
  const { body } = await session.call({
    method: 'POST',
    path: '/v1/bulk-issues',
    body: { ...asked, start: 'at-once' },
    idempotencyKey: randomUUID(),
  });
  const job = await followJob(session, String(body['jobId']));
  const hint =
    job.state === 'checked'
      ? [`another client approves it: yinzheng bulk approve ${job.jobId}`]
      : [];
  const why = job.reason === undefined ? '' : ` (${job.reason})`;
  print(Boolean(command.optsWithGlobals<BulkOptions>().json), job, [
    `${job.jobId}  ${job.state}${why}`,
    ...hint,
  ]);
  if (job.state === 'failed' || job.state === 'paused') process.exitCode = exitCodes.refused;
}
