import type { Log } from '../../../shared/ports/log.ts';
import type { PublishOfflineKit } from './publish-offline-kit.ts';

/** On the clock: publishes the kit; a stroke that failed is made up for by the next. */
export function makeOfflineKitHandler(publish: PublishOfflineKit, log: Log) {
  return async (): Promise<void> => {
    try {
      log.note('offline-kit.published', { number: await publish() });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      log.alert('offline-kit.not-published', { error: name });
      throw error;
    }
  };
}
