import type { AskedVersion } from '../../../shared/api/licence-versions.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { type GrantLicencePorts, makeGrantLicence } from '../issue-licence/grant-licence.ts';
import { type KeepDraftPorts, makeKeepDraft } from '../issue-licence/keep-draft.ts';
import {
  type DepartmentRequest,
  findEarlier,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { findOwnHead, readOwnLicenceId } from '../own-licence.ts';
import { type CheckVersionPorts, makeCheckVersion } from './check-version.ts';

/** What making a version needs from outside. */
export interface IssueVersionPorts extends CheckVersionPorts, GrantLicencePorts, KeepDraftPorts {
  readonly reader: Pick<RegisterReader, 'findHead' | 'findReservation'>;
}

/** A department's request for a version of one licence. */
export interface VersionRequest extends DepartmentRequest {
  /** As in the path. */
  readonly licenceId: string;
}

/** Makes the next version of one licence of the department's own, or keeps a draft of it. */
export type IssueVersion = (request: VersionRequest, asked: AskedVersion) => Promise<WrittenAnswer>;

/**
 * Makes the next version of a licence by the very way of issuing: reserved with its signing inputs,
 * signed, brought into force in the transaction that supersedes the version before it, and only if the
 * licence is still what the version was judged by. So of several asked for at once one is made, and none
 * outlives a withdrawal.
 * @throws Problem `not-found`, `state-conflict` (the state; `version-taken`, `licence-moved`, `expired`),
 * and those of issuing
 */
export function makeIssueVersion(ports: IssueVersionPorts): IssueVersion {
  const check = makeCheckVersion(ports);
  const { grant, resume } = makeGrantLicence(ports);
  const keepDraft = makeKeepDraft(ports);
  return async (request, asked) => {
    const { department } = request;
    const now = ports.clock.now();
    const licenceId = readOwnLicenceId(request.licenceId, department);
    const key = toKeyedRequest(request, now);
    const head = await findOwnHead(ports.reader, licenceId, department);
    // read after the head, so that a version which this head shows already is found under its key
    const earlier = await findEarlier(ports.records, key, now);
    if (earlier !== undefined) return resume(earlier, key);
    const { checked, base } = await check(asked, { head, department, at: now });
    if (checked.type.approval === undefined) return grant({ checked, key, base });
    return keepDraft({ checked, key, base, application: { ...asked, licenceId } });
  };
}
