import type { ClientBody, DutyBody, EntitlementBody } from '../../shared/api/directory.ts';
import type { AgreementBody, ProvinceBody } from '../../shared/api/recognition.ts';
import type { AgreedType, Agreement } from '../../shared/domain/agreement.ts';
import type { Client } from '../../shared/domain/client.ts';
import type { Department, Entitlement } from '../../shared/domain/department.ts';
import type { Duty } from '../../shared/domain/duty.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { LicenceType } from '../../shared/domain/licence-type.ts';
import { toLicenceTypeDefinition } from '../../shared/domain/licence-type-definition.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import type { HistoryEntry } from '../../shared/domain/proposal.ts';
import { type DirectoryChange, subjectOf } from '../../shared/domain/proposal-change.ts';
import type { RecognisedProvince } from '../../shared/domain/recognised-province.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';

/** A client as it is told: to those who govern only. */
export function toClientAnswer({ keys, ...client }: Client): ClientBody {
  return {
    ...client,
    scopes: [...client.scopes],
    keys: keys.map(({ kid, jwk, notAfter }) => ({
      kid,
      ...jwk,
      ...(notAfter === undefined ? {} : { notAfter: toRfc3339(notAfter) }),
    })),
  };
}

/** An entitlement below its department. */
export function toEntitlementAnswer(entitlement: Entitlement): EntitlementBody {
  const { type, from, until } = entitlement;
  return {
    type,
    from: toRfc3339(from),
    ...(until === undefined ? {} : { until: toRfc3339(until) }),
  };
}

/** A duty below its department. */
export function toDutyAnswer({ department: _above, items, from, until, ...duty }: Duty): DutyBody {
  return {
    ...duty,
    items: [...items],
    from: toRfc3339(from),
    ...(until === undefined ? {} : { until: toRfc3339(until) }),
  };
}

/** A department in public. */
export function toDepartmentAnswer(department: Department) {
  const { code, name, division, sample } = department;
  return { code, name, division, sample };
}

/** A licence type's definition, as it may be proposed again. */
export function toTypeAnswer(type: LicenceType): JsonObject {
  return toLicenceTypeDefinition(type) as JsonObject;
}

/** A moment, or the word of a proposal for that of its confirmation. */
const toEnd = (until: Moment | 'on-confirmation') =>
  typeof until === 'number' ? toRfc3339(until) : until;

/** Another province in public. */
export function toProvinceAnswer({ anchors, ...province }: RecognisedProvince): ProvinceBody {
  return {
    ...province,
    anchors: anchors.map(({ until, ...anchor }) => ({
      ...anchor,
      ...(until === undefined ? {} : { until: toEnd(until) }),
    })),
  };
}

function toAgreedTypeAnswer(one: AgreedType): AgreementBody['types'][number] {
  const { type, ownType = type, from, until, issuedFrom, issuedUntil, items } = one;
  return {
    type,
    ownType,
    from: toRfc3339(from),
    ...(until === undefined ? {} : { until: toEnd(until) }),
    ...(issuedFrom === undefined ? {} : { issuedFrom: toRfc3339(issuedFrom) }),
    ...(issuedUntil === undefined ? {} : { issuedUntil: toRfc3339(issuedUntil) }),
    items: [...items],
  };
}

/** An agreement in public, with all that ever held under it. */
export function toAgreementAnswer({ types, ...agreement }: Agreement): AgreementBody {
  return { ...agreement, types: types.map(toAgreedTypeAnswer) };
}

/** What stands there before, or after, in the words of the interface. */
function toSides<Thing>(
  { before, after }: { readonly before?: Thing; readonly after: Thing },
  toAnswer: (thing: Thing) => object,
) {
  const told = before === undefined ? null : toAnswer(before);
  return { before: told, after: toAnswer(after) } as {
    before: JsonObject | null;
    after: JsonObject;
  };
}

const toGrant = (one: Entitlement) => ({
  department: one.department,
  ...toEntitlementAnswer(one),
});

const toOwnDuty = (one: Duty) => ({ department: one.department, ...toDutyAnswer(one) });

/**
 * What a change does. The province's certificates are never proposed: their history is told by the
 * ceremony's transcripts.
 */
export function toChangeAnswer(change: DirectoryChange) {
  const { act } = change;
  switch (change.kind) {
    case 'department':
      return { act, ...toSides(change, toDepartmentAnswer) };
    case 'licence-type':
      return { act, ...toSides(change, toTypeAnswer) };
    case 'entitlement':
      return { act, ...toSides(change, toGrant) };
    case 'duty':
      return { act, ...toSides(change, toOwnDuty) };
    case 'client':
      return { act, ...toSides(change, toClientAnswer) };
    case 'province':
      return { act, ...toSides(change, toProvinceAnswer) };
    case 'agreement':
      return { act, ...toSides(change, toAgreementAnswer) };
    case 'certificates':
      return { act, ...toSides(change, (certificates) => certificates) };
  }
}

/** `department#<code>` as the path it is found at. */
export function toSubjectPath(subject: string): string {
  const [kind = '', id = ''] = subject.split('#');
  const collections: Readonly<Record<string, string>> = {
    department: 'departments',
    type: 'licence-types',
    client: 'clients',
    province: 'provinces',
    agreement: 'agreements',
  };
  return id === '' ? '/v1/province' : `/v1/${collections[kind]}/${id}`;
}

/** One line of a history. */
export function toHistoryAnswer({ at, change, by }: HistoryEntry): JsonObject {
  return {
    at: toRfc3339(at),
    subject: toSubjectPath(subjectOf(change)),
    ...toChangeAnswer(change),
    by: by === 'ceremony' ? by : { ...by, proposedAt: toRfc3339(by.proposedAt) },
  };
}
