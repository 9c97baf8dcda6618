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

/** Where the job's result can be fetched, once it tells all there is so far. */
export async function waitForResult(session: ServiceSession, id: string): Promise<string> {
  for (;;) {
    const { body } = await session.call({ method: 'GET', path: `${jobPath(id)}/results` });
    const { url } = (body['file'] ?? {}) as { readonly url?: string };
    if (body['isCurrent'] === true && url !== undefined) return url;
    const { state } = await fetchJob(session, id);
    if (url !== undefined && !atRest.has(state)) return url;
    await pause(pollMilliseconds);
  }
}
