import * as z from 'zod';
import { scopes } from '../domain/client.ts';
import { proposalStates } from '../domain/proposal.ts';
import { maxRequestsPerMinute } from '../domain/request-quota.ts';
import { pageQuery } from './page-size.ts';
import { agreementBody, provinceBody } from './recognition.ts';

const maxReasonLength = 500;

const moment = z.iso.datetime();

/** Query of `GET /v1/proposals`: of one state, or all; newest first. */
export const proposalsQuery = pageQuery.extend({ state: z.enum(proposalStates).optional() });
export type ProposalsQuery = z.infer<typeof proposalsQuery>;

/** Body of `POST /v1/proposals/{id}/confirmations`: nothing is left to be said. */
export const confirmation = z.strictObject({});

/** Body of `POST /v1/proposals/{id}/rejections`. */
export const rejection = z.strictObject({ reason: z.string().trim().min(1).max(maxReasonLength) });

/** Body of `PUT /v1/departments/{code}`. */
export const departmentChange = z.strictObject({
  name: z.string(),
  division: z.string().optional(),
});

/** Body of `POST /v1/departments`; as it is answered. */
export const departmentBody = z.strictObject({
  code: z.string(),
  name: z.string(),
  /** GB/T 2260, 6 digits. */
  division: z.string(),
  sample: z.boolean().optional(),
});

/** Body of `POST /v1/departments/{code}/entitlements`. */
export const entitlementGrant = z.strictObject({
  type: z.string(),
  from: moment,
  until: moment.optional(),
});

export type EntitlementBody = z.infer<typeof entitlementGrant>;

/** Body of `POST /v1/departments/{code}/entitlement-ends`: the entitlement by type and first moment, and its end. */
export const entitlementEnd = z.strictObject({ type: z.string(), from: moment, until: moment });

/** Body of `POST /v1/departments/{code}/duties`: what may be looked up without a holder, and how often. */
export const dutyBody = z.strictObject({
  type: z.string(),
  itemCode: z.string(),
  legalBasis: z.string(),
  items: z.array(z.string()),
  checksPerDay: z.int(),
  from: moment,
  until: moment.optional(),
});
export type DutyBody = z.infer<typeof dutyBody>;

/** Body of `POST /v1/departments/{code}/duty-ends`. */
export const dutyEnd = z.strictObject({ type: z.string(), itemCode: z.string(), until: moment });

/** A public key: EC P-256 JWK. */
export const clientKeyBody = z.strictObject({
  kid: z.string(),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  /** From when on it proves nothing any more. */
  notAfter: moment.optional(),
});

/** Body of `POST /v1/clients`. */
export const clientRegistration = z.strictObject({
  id: z.string(),
  name: z.string(),
  department: z.string().optional(),
  scopes: z.array(z.enum(scopes)),
  keys: z.array(clientKeyBody),
  requestsPerMinute: z.int().min(1).max(maxRequestsPerMinute).optional(),
});

/** Body of `POST /v1/clients/{id}/key-removals`. */
export const keyRemoval = z.strictObject({ kid: z.string() });

/** Body of `POST /v1/clients/{id}/revocations`: nothing is left to be said. */
export const clientRevocation = z.strictObject({});

/** A client as it is answered. */
export const clientBody = clientRegistration.extend({ state: z.enum(['active', 'revoked']) });
export type ClientBody = z.infer<typeof clientBody>;

/** A licence type's definition, as definers write it; `readLicenceType` says what else it must be. */
export const licenceTypeDefinition = z.looseObject({
  code: z.string(),
  version: z.number().int(),
  name: z.strictObject({ 'zh-Hans': z.string(), en: z.string().optional() }),
  holder: z.enum(['person', 'organisation', 'any']),
  items: z.array(z.looseObject({ code: z.string(), name: z.string(), kind: z.string() })),
});

/** One licence type: its latest definition, and which versions there are. */
export const licenceTypeBody = z.strictObject({
  licenceType: licenceTypeDefinition,
  versions: z.array(z.number().int()),
});

/** One page of licence types. */
export const licenceTypesBody = z.strictObject({
  licenceTypes: z.array(
    z.strictObject({
      code: z.string(),
      version: z.number().int(),
      name: z.strictObject({ 'zh-Hans': z.string(), en: z.string().optional() }),
    }),
  ),
  next: z.string().optional(),
});

/** One page of departments. */
export const departmentsBody = z.strictObject({
  departments: z.array(departmentBody),
  next: z.string().optional(),
});

/** A department with all that it may issue, and might before. */
export const departmentWithEntitlements = departmentBody.extend({
  entitlements: z.array(entitlementGrant),
  duties: z.array(dutyBody),
});

const acts = [
  'register-department',
  'change-department',
  'define-licence-type',
  'grant-entitlement',
  'end-entitlement',
  'grant-duty',
  'change-duty',
  'end-duty',
  'register-client',
  'add-client-key',
  'remove-client-key',
  'revoke-client',
  'add-province',
  'add-anchor',
  'retire-anchor',
  'remove-province',
  'conclude-agreement',
  'extend-agreement',
  'end-agreement',
] as const;

const changed = z.union([
  departmentBody,
  licenceTypeDefinition,
  entitlementGrant.extend({ department: z.string() }),
  dutyBody.extend({ department: z.string() }),
  clientBody,
  provinceBody,
  agreementBody,
]);

/** A proposal without what it would change. */
export const proposalSummaryBody = z.strictObject({
  id: z.string(),
  state: z.enum(proposalStates),
  act: z.enum(acts),
  /** Path of what it would change. */
  subject: z.string(),
  proposedBy: z.string(),
  proposedAt: moment,
  /** First moment at which it can no longer be confirmed. */
  expiresAt: moment,
  decidedBy: z.string().optional(),
  decidedAt: moment.optional(),
  /** Why it was rejected. */
  reason: z.string().optional(),
});
export type ProposalSummaryBody = z.infer<typeof proposalSummaryBody>;

/** A proposal: what stands there, `null` where nothing does, and what is to stand there. */
export const proposalBody = proposalSummaryBody.extend({
  before: changed.nullable(),
  after: changed,
});

/** One page of proposals, newest first. */
export const proposalsBody = z.strictObject({
  proposals: z.array(proposalSummaryBody),
  next: z.string().optional(),
});

/** One page of a history, oldest first. */
export const historyBody = z.strictObject({
  entries: z.array(
    z.strictObject({
      at: moment,
      act: z.enum(acts),
      subject: z.string(),
      before: changed.nullable(),
      after: changed,
      by: z.union([
        z.literal('ceremony'),
        z.strictObject({
          proposal: z.string(),
          proposedBy: z.string(),
          proposedAt: moment,
          confirmedBy: z.string(),
        }),
      ]),
    }),
  ),
  next: z.string().optional(),
});
