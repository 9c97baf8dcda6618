import type { ClientId, HolderDigest } from './ids.ts';
import type { LicenceState } from './licence.ts';

const holderPrefix = 'holder:';

/** Who reported a loss 挂失, as a licence's entry names them. */
export const toReporter = (holder: HolderDigest) => `${holderPrefix}${holder}` as ClientId;

/** Was an entry made by a holder, not by a client? */
export const isByHolder = (by: string) => by.startsWith(holderPrefix);

/** What of an entry tells of a report. */
interface ReportingEntry {
  readonly state: LicenceState;
  readonly by: ClientId;
  readonly lossReported?: boolean;
}

/**
 * The holder whose own report of a loss stands: whatever a department suspended the licence for since
 * then lies on top of it, and only an entry that made the licence valid has ended it.
 * @param entries oldest first
 * @returns the reporter as entries name them
 */
export function standingReporter(entries: readonly ReportingEntry[]): ClientId | undefined {
  let reporter: ClientId | undefined;
  for (const { state, by, lossReported } of entries) {
    if (state !== 'suspended') reporter = undefined;
    else if (lossReported && isByHolder(by)) reporter = by;
  }
  return reporter;
}
