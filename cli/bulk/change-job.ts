import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { print } from '../output.ts';
import { type BulkOptions, sessionOf } from './bring-file.ts';

/** What a job is to become; of who approves, which file was seen. */
export interface AskedJob {
  readonly to: string;
  readonly fileDigest?: string;
}

/** Starts, pauses, resumes, approves or cancels a job, and says what it is then. */
export async function changeJob(command: Command, id: string, asked: AskedJob): Promise<void> {
  const { session } = sessionOf(command);
  const { body } = await session.call({
    method: 'POST',
    path: `/v1/bulk-issues/${encodeURIComponent(id)}/state-changes`,
    body: { ...asked },
    idempotencyKey: randomUUID(),
  });
  print(Boolean(command.optsWithGlobals<BulkOptions>().json), body, [
    `${id}  ${String(body['state'])}`,
  ]);
}
