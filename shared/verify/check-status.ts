import { type PublishedState, stateOfStatus } from '../domain/licence-state.ts';
import { type StatusList, statusAt } from '../formats/status-list.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import { doubted, failed, passed } from './evidence.ts';
import type { LicenceEvidence } from './licence-evidence.ts';
import type { Reason } from './reasons.ts';
import { clockSkewSeconds } from './signed-files.ts';
import type { Check } from './verdict.ts';

/** What the status list says of a licence: the check, and the state where one was found out. */
export interface StatusFinding {
  readonly check: Check;
  readonly state?: PublishedState;
}

const reasonOf = {
  invalid: 'licence-ended',
  suspended: 'licence-suspended',
  superseded: 'licence-superseded',
  withdrawn: 'licence-withdrawn',
  'penalty-revoked': 'licence-penalty-revoked',
  deregistered: 'licence-deregistered',
  transferred: 'licence-transferred',
} as const satisfies Record<Exclude<PublishedState, 'valid'>, Reason>;

/** Is the licence's state 证照状态 valid at the time asked about? */
export function checkStatus(evidence: LicenceEvidence): StatusFinding {
  const { statusList, claims } = evidence;
  if (statusList.reason === 'status-list-elsewhere') {
    return { check: failed('status', statusList.reason) };
  }
  if (statusList.value === undefined) return { check: doubted('status', reasonFor(evidence)) };
  const status = findStatus(statusList.value, claims.status.index);
  if (status === undefined) return { check: failed('status', 'status-out-of-range') };
  if (!isAnsweredFor(statusList.value, evidence)) {
    return { check: doubted('status', 'status-history-unavailable') };
  }
  const state = stateOfStatus(status);
  if (state === undefined) return { check: failed('status', 'status-unknown') };
  const check = state === 'valid' ? passed('status') : failed('status', reasonOf[state]);
  return { check, state };
}

/** Reasons for which a list of the past is none for the time asked about. */
const unkept: ReadonlySet<Reason> = new Set([
  'status-list-unreachable',
  'status-list-ahead',
  'status-list-stale',
]);

/** Nobody kept what stood at the time asked about; everything else is the reason that it is. */
function reasonFor({ statusList, atSeconds, nowSeconds }: LicenceEvidence): Reason {
  const { reason = 'status-list-unreachable' } = statusList;
  const isPast = atSeconds < nowSeconds && unkept.has(reason);
  return isPast ? 'status-history-unavailable' : reason;
}

function findStatus({ bytes, bits }: StatusList, index: number): number | undefined {
  return unlessRefused(() => statusAt(bytes, bits, index));
}

/** A list tells the state from its `iat` to now: nothing of the time before, nothing of the future. */
function isAnsweredFor(list: StatusList, { atSeconds, nowSeconds }: LicenceEvidence): boolean {
  if (atSeconds === nowSeconds) return true;
  return atSeconds >= list.issuedAt && atSeconds <= nowSeconds + clockSkewSeconds;
}
