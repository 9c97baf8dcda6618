import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceSession } from '../service-client.ts';
import { type JobProgress, makeProgressBar, type Screen } from './progress.ts';

/** A job that does not move by itself any more. */
const atRest: ReadonlySet<string> = new Set([
  'checked',
  'paused',
  'finished',
  'cancelled',
  'failed',
]);
const pollMilliseconds = 500;

const jobPath = (id: string) => `/v1/bulk-issues/${encodeURIComponent(id)}`;

/** The job as it is. */
export async function fetchJob(session: ServiceSession, id: string): Promise<JobProgress> {
  const { body } = await session.call({ method: 'GET', path: jobPath(id) });
  return body as unknown as JobProgress;
}

/** Follows a job until it rests, showing how far it is. */
export async function followJob(
  session: ServiceSession,
  id: string,
  screen: Screen = process.stderr,
): Promise<JobProgress> {
  const bar = makeProgressBar(screen);
  for (;;) {
    const job = await fetchJob(session, id);
    bar.show(job);
    if (atRest.has(job.state)) {
      bar.end();
      return job;
    }
    await pause(pollMilliseconds);
  }
}

interface ResultFile {
  readonly url: string;
  readonly madeAt: string;
}

async function fetchResult(session: ServiceSession, id: string) {
  const { body } = await session.call({ method: 'GET', path: `${jobPath(id)}/results` });
  return body as { readonly isCurrent: boolean; readonly file?: ResultFile };
}

/**
 * Where the job's result can be fetched, once it tells all there is so far; of a job that goes on, once
 * one was made since it was asked for.
 */
export async function waitForResult(session: ServiceSession, id: string): Promise<string> {
  const first = await fetchResult(session, id);
  for (let { isCurrent, file } = first; ; { isCurrent, file } = await fetchResult(session, id)) {
    if (file && isCurrent) return file.url;
    const isNew = file?.madeAt !== first.file?.madeAt;
    if (file && isNew && !atRest.has((await fetchJob(session, id)).state)) return file.url;
    await pause(pollMilliseconds);
  }
}
