import type { Moment } from '../../shared/domain/ids.ts';
import type { LicenceState } from '../../shared/domain/licence.ts';
import { isByHolder } from '../../shared/domain/loss-report.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import type { LicenceEntry, LicenceFace, LicenceHead } from '../../shared/ports/register.ts';
import type { IssuedHead } from './own-licence.ts';

/** What is told of a licence, whether it was just made or read. */
type Told = LicenceFace & Pick<LicenceHead, 'licenceId' | 'identifier' | 'version'>;

/** A licence as its own department is told of it. */
export function toLicenceAnswer(told: Told, state: LicenceState, issuedAt: Moment) {
  return {
    licenceId: told.licenceId,
    identifier: told.identifier,
    version: told.version,
    type: told.type,
    department: told.department,
    number: told.number,
    state,
    seal: told.seal,
    issued: told.issued,
    validFrom: told.validFrom,
    ...(told.validUntil === undefined ? {} : { validUntil: told.validUntil }),
    issuedAt: toRfc3339(issuedAt),
    ...(told.converted ? { converted: true as const } : {}),
  };
}

/** The same in a list. */
export function toListedAnswer(head: IssuedHead) {
  return {
    ...toLicenceAnswer(head, head.state, head.issuedAt),
    changedAt: toRfc3339(head.changedAt),
  };
}

/** Who did it: of a holder, that it was one. */
const toTeller = (by: string) => (isByHolder(by) ? 'holder' : by);

/** One entry of a licence's history. */
export function toHistoryAnswer(entry: LicenceEntry) {
  return {
    seq: entry.seq,
    version: entry.version,
    state: entry.state,
    at: toRfc3339(entry.at),
    by: toTeller(entry.by),
    ...entry.grounds,
    ...(entry.lossReported ? { lossReported: true as const } : {}),
    ...(entry.kind === undefined ? {} : { kind: entry.kind }),
    ...(entry.approvedBy === undefined ? {} : { approvedBy: entry.approvedBy }),
  };
}

/** Where a licence is found. */
export const toLicencePath = (licenceId: string) => `/v1/licences/${licenceId}`;
