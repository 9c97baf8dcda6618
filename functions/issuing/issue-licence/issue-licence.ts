import type { LicenceApplication } from '../../../shared/api/licences.ts';
import {
  type DepartmentRequest,
  findEarlier,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { type CheckApplicationPorts, makeCheckApplication } from './check-application.ts';
import { type GrantLicencePorts, makeGrantLicence } from './grant-licence.ts';
import { type KeepDraftPorts, makeKeepDraft } from './keep-draft.ts';

/** What issuing needs from outside. */
export interface IssueLicencePorts
  extends CheckApplicationPorts,
    GrantLicencePorts,
    KeepDraftPorts {}

/** Issues one licence to a department that asks for it, or keeps a draft of it. */
export type IssueLicence = (
  request: DepartmentRequest,
  application: LicenceApplication,
) => Promise<WrittenAnswer>;

/**
 * Issues one licence: did we answer already? entitled? reserve, sign, bring into force. Where the type
 * asks for a second person, nothing is reserved and nothing signed: a draft is kept for approval.
 * @throws Problem `idempotency-mismatch`, `idempotency-in-flight`, `number-taken`, `seal-not-enabled`,
 * `seal-unavailable`, `service-unavailable`, and those of checking the application
 */
export function makeIssueLicence(ports: IssueLicencePorts): IssueLicence {
  const check = makeCheckApplication(ports);
  const { grant, resume } = makeGrantLicence(ports);
  const keepDraft = makeKeepDraft(ports);
  return async (request, application) => {
    const now = ports.clock.now();
    const key = toKeyedRequest(request, now);
    const earlier = await findEarlier(ports.records, key, now);
    if (earlier !== undefined) return resume(earlier, key);
    const checked = await check(application, { department: request.department, at: now });
    if (checked.type.approval === undefined) return grant({ checked, key });
    return keepDraft({ checked, key, application });
  };
}
