import type { OwnLicence } from '../../shared/api/holder-licences.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import type { LicenceHead } from '../../shared/ports/register.ts';

/** The head of a licence that came into force. */
export type IssuedHead = LicenceHead & { readonly issuedAt: Moment };

/** What is only reserved, or was given up, is shown to nobody. */
export const isIssued = (head: LicenceHead): head is IssuedHead => head.issuedAt !== undefined;

/** A licence as its holder is told of it. */
export function toOwnLicence(head: IssuedHead): OwnLicence {
  return {
    licenceId: head.licenceId,
    identifier: head.identifier,
    version: head.version,
    type: head.type,
    department: head.department,
    number: head.number,
    state: head.state,
    issued: head.issued,
    validFrom: head.validFrom,
    ...(head.validUntil === undefined ? {} : { validUntil: head.validUntil }),
    issuedAt: toRfc3339(head.issuedAt),
    changedAt: toRfc3339(head.changedAt),
  };
}
