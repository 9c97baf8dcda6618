import type { Moment } from '../domain/ids.ts';

/** What the public sees of the province's own signed files. Not trusted: nothing is decided by it, only looked after. */
export interface Publications {
  /** Does the file, as anybody gets it, say that it was made after that second? One that cannot be had does not. */
  isMadeAfter(path: string, moment: Moment): Promise<boolean>;
}
