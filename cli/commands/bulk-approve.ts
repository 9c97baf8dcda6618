import type { Command } from 'commander';
import { type BulkOptions, sessionOf } from '../bulk/bring-file.ts';
import { changeJob } from '../bulk/change-job.ts';
import { fetchJob } from '../bulk/follow-job.ts';
import { type JobProgress, toPreviewLines } from '../bulk/progress.ts';
import { print } from '../output.ts';

interface ApproveOptions {
  readonly digest?: string;
  readonly seen?: boolean;
}

/** `yinzheng bulk approve <job>`. */
export function addApproveCommand(bulk: Command): void {
  bulk
    .command('approve <job>')
    .description('show a job that another client brought; approve it, which starts it')
    .option('--digest <digest>', 'of the file that was seen, as `sha256sum` prints it: approves')
    .option('--seen', 'approves what was asked for by a query')
    .action((id: string, own: ApproveOptions, command: Command) => approve(command, id, own));
}

function toHint({ jobId, fileDigest }: JobProgress): string {
  const seen = fileDigest === undefined ? '--seen' : `--digest ${fileDigest}`;
  return `approve it: yinzheng bulk approve ${jobId} ${seen}`;
}

async function approve(command: Command, id: string, { digest, seen }: ApproveOptions) {
  if (digest !== undefined || seen)
    return changeJob(command, id, {
      to: 'running',
      ...(digest === undefined ? {} : { fileDigest: digest }),
    });
  const job = await fetchJob(sessionOf(command).session, id);
  const asked = job.query === undefined ? [] : [JSON.stringify(job.query)];
  print(Boolean(command.optsWithGlobals<BulkOptions>().json), job, [
    `${id}  ${job.state}  ${job.operation} ${job.type}  brought by ${job.createdBy}`,
    ...asked,
    ...toPreviewLines(job),
    ...(job.state === 'checked' ? [toHint(job)] : []),
  ]);
}
