import { Problem } from '../../problem/problem.ts';
import { isOutOfReach } from './is-out-of-reach.ts';

const notEnabled: ReadonlySet<string> = new Set([
  'DisabledException',
  'KMSInvalidStateException',
  'KeyUnavailableException',
]);

/**
 * Throws what an error of KMS means to a caller: a key that is switched off, KMS out of reach, or our
 * own fault as it is.
 * @throws Problem `seal-not-enabled`, `seal-unavailable`
 */
export function throwKmsFault(error: unknown): never {
  if (error instanceof Error && notEnabled.has(error.name)) throw new Problem('seal-not-enabled');
  if (isOutOfReach(error)) throw new Problem('seal-unavailable', { retryAfterSeconds: 1 });
  throw error;
}
