import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type BulkOptions, formatOf, sessionOf } from '../bulk/bring-file.ts';
import { followJob } from '../bulk/follow-job.ts';
import { uploadBulkFile } from '../bulk/upload-file.ts';
import { print, Usage } from '../output.ts';
import type { ServiceSession } from '../service-client.ts';

interface ChangeOptions {
  readonly type: string;
  readonly to?: string;
  readonly basis?: string;
  readonly reason?: string;
  readonly from?: string;
  readonly until?: string;
  readonly seal?: string;
}

/** `yinzheng bulk change [file]`. */
export function addBulkChangeCommand(bulk: Command): void {
  bulk
    .command('change [file]')
    .description('change the state of licences by a file, or of all that a query means')
    .requiredOption('--type <code>', 'licence type code')
    .option('--to <state>', 'without a file: the new state')
    .option('--basis <text>', 'without a file: the legal basis')
    .option('--reason <text>', 'without a file: the reason')
    .option('--from <day>', 'issued on this day or later')
    .option('--until <day>', 'issued until this day')
    .option('--seal <seal>', 'issued under this seal')
    .action((file: string | undefined, own: ChangeOptions, command: Command) =>
      change(command, file, own),
    );
}

function toQuery({ to, basis, reason, from, until, seal }: ChangeOptions) {
  if (!to || !basis || !reason) throw new Usage('give a file, or --to, --basis and --reason');
  const change = { to, legalBasis: basis, reason };
  return {
    query: { ...(from && { from }), ...(until && { until }), ...(seal && { seal }), change },
  };
}

async function toUpload(session: ServiceSession, file: string) {
  return { upload: await uploadBulkFile(session, file, randomUUID()), format: formatOf(file, {}) };
}

async function change(command: Command, file: string | undefined, own: ChangeOptions) {
  const { session } = sessionOf(command);
  const what = file === undefined ? toQuery(own) : await toUpload(session, file);
  const { body } = await session.call({
    method: 'POST',
    path: '/v1/bulk-issues',
    body: { operation: 'change-state', type: own.type, start: 'at-once', ...what },
    idempotencyKey: randomUUID(),
  });
  const job = await followJob(session, String(body['jobId']));
  const hint =
    job.state === 'checked' ? [`another client starts it: yinzheng bulk start ${job.jobId}`] : [];
  print(Boolean(command.optsWithGlobals<BulkOptions>().json), job, [
    `${job.jobId}  ${job.state}`,
    ...hint,
  ]);
}
