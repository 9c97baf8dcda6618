import { readObject } from '../../../shared/domain/reading.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { draftAgreement, draftAgreementEnd, draftAgreementExtension } from '../draft-agreement.ts';
import {
  draftClientRegistration,
  draftClientRevocation,
  draftKeyAddition,
  draftKeyRemoval,
} from '../draft-client.ts';
import { draftDepartmentChange, draftDepartmentRegistration } from '../draft-department.ts';
import { draftDuty, draftDutyEnd } from '../draft-duty.ts';
import { draftEntitlement, draftEntitlementEnd } from '../draft-entitlement.ts';
import { draftLicenceType } from '../draft-licence-type.ts';
import {
  draftAnchorAddition,
  draftAnchorRetirement,
  draftProvinceAddition,
  draftProvinceRemoval,
} from '../draft-province.ts';
import type { Draft } from '../drafting.ts';

/** What a request names, and says. */
export interface AskedChange {
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly body: JsonValue;
}

type ToDraft = (asked: AskedChange) => Draft;

const nameOf = ({ pathParameters }: AskedChange, name: string) => pathParameters[name] ?? '';

/** By method, collection, and what below a member of it. */
const drafts: Readonly<Record<string, ToDraft>> = {
  'POST departments': ({ body }) => draftDepartmentRegistration(body),
  'PUT departments': (asked) => draftDepartmentChange(nameOf(asked, 'code'), asked.body),
  'POST departments entitlements': (asked) => draftEntitlement(nameOf(asked, 'code'), asked.body),
  'POST departments entitlement-ends': (asked) =>
    draftEntitlementEnd(nameOf(asked, 'code'), asked.body),
  'POST departments duties': (asked) => draftDuty(nameOf(asked, 'code'), asked.body),
  'POST departments duty-ends': (asked) => draftDutyEnd(nameOf(asked, 'code'), asked.body),
  'PUT licence-types versions': (asked) =>
    draftLicenceType(asked.body, {
      code: nameOf(asked, 'code'),
      version: nameOf(asked, 'version'),
    }),
  'POST clients': ({ body }) => draftClientRegistration(body),
  'POST clients keys': (asked) => draftKeyAddition(nameOf(asked, 'id'), asked.body),
  'POST clients key-removals': (asked) => draftKeyRemoval(nameOf(asked, 'id'), asked.body),
  'POST clients revocations': (asked) => {
    readObject(asked.body, '', []);
    return draftClientRevocation(nameOf(asked, 'id'));
  },
  'POST provinces': ({ body }) => draftProvinceAddition(body),
  'POST provinces anchors': (asked) => draftAnchorAddition(nameOf(asked, 'code'), asked.body),
  'POST provinces anchor-retirements': (asked) =>
    draftAnchorRetirement(nameOf(asked, 'code'), asked.body),
  'POST provinces removals': (asked) => draftProvinceRemoval(nameOf(asked, 'code'), asked.body),
  'POST agreements': ({ body }) => draftAgreement(body),
  'POST agreements types': (asked) => draftAgreementExtension(nameOf(asked, 'id'), asked.body),
  'POST agreements ends': (asked) => draftAgreementEnd(nameOf(asked, 'id'), asked.body),
};

/**
 * The change that a request asks for, to be worked out.
 * @throws Problem `not-found` for a route that this function does not serve
 */
export function toDraft(asked: AskedChange): Draft {
  const [, , collection, , below] = asked.path.split('/');
  const key = [asked.method, collection, below].filter(Boolean).join(' ');
  const found = Object.hasOwn(drafts, key) ? drafts[key] : undefined;
  if (found === undefined) throw new Problem('not-found');
  return found(asked);
}
