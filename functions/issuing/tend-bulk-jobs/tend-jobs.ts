import type { RunningJob } from '../../../shared/domain/bulk-job.ts';
import type { BulkJobs, JobNotice, TurnNotice } from '../../../shared/ports/bulk-jobs.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import { sendTurns } from '../bulk/send-turns.ts';

/** What tending jobs needs. */
export interface TendJobsPorts {
  readonly clock: Clock;
  readonly jobs: BulkJobs;
  readonly turns: Queue<TurnNotice>;
  readonly notices: Queue<JobNotice>;
  readonly log: Log;
}

/** Nobody has taken a piece of it for so long: its notices are lost, or it is through. */
const stillMilliseconds = 45_000;

/**
 * Moves on what stands still: files that nobody checks are to be checked, jobs that nobody works on get
 * their turns again, jobs that are through are ended. So no notice needs to arrive.
 */
export function makeTendJobs(ports: TendJobsPorts): () => Promise<void> {
  const { clock, jobs, turns, notices, log } = ports;

  const wake = async ({ id }: RunningJob): Promise<void> => {
    if ((await jobs.finish(id, clock.now())) === 'done') {
      await notices.send({ compose: id });
      return;
    }
    const job = await jobs.find(id);
    if (job?.state !== 'running') return;
    log.note('bulk-job.woken', { jobId: id });
    await sendTurns(turns, job.chunks - job.chunksDone);
  };

  return async () => {
    const now = clock.now();
    for (const id of await jobs.listUnchecked(now)) await notices.send({ check: id });
    const still = (await jobs.listRunning()).filter(
      ({ lastTurnAt }) => lastTurnAt <= now - stillMilliseconds,
    );
    for (const job of still) await wake(job);
  };
}
