import type { Log } from '../../../shared/ports/log.ts';
import type { PublishIssueRoots } from './publish-issue-root.ts';

/** On the clock: publishes every root that is due; a stroke that failed is made up for by the next. */
export function makeIssueRootHandler(publish: PublishIssueRoots, log: Log) {
  return async (): Promise<void> => {
    try {
      log.note('issue-roots.published', { number: await publish() });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('issue-roots.not-published', { error: name });
      throw error;
    }
  };
}
