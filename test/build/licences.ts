import type { DepartmentRequest } from '../../functions/issuing/keyed-request.ts';
import {
  changeLicenceStateBody,
  issueLicenceBody,
  type LicenceApplication,
} from '../../shared/api/licences.ts';
import type { ClientId } from '../../shared/domain/ids.ts';
import type { AskableState } from '../../shared/domain/licence-state.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { sampleDepartment, sampleOrganisation, samplePerson } from './sample-holders.ts';
import { sealId } from './sample-seal.ts';
import { type SampleTypeName, sampleItems, sampleType } from './sample-types.ts';

/** A request as its handler hands it to the use case. */
export interface AskedLicence {
  readonly request: DepartmentRequest;
  readonly application: LicenceApplication;
}

/** What a test states about an application; all else is a plain valid one. */
export interface ApplicationParts {
  readonly type?: SampleTypeName;
  readonly body?: JsonObject;
  readonly key?: string;
}

let keys = 0;

/** A body of `POST /v1/licences` that may be granted. */
export function toApplicationBody(name: SampleTypeName = 'foodPermit'): JsonObject {
  const type = sampleType(name);
  const holder = type.holderCodeTypes.includes('111') ? samplePerson() : sampleOrganisation();
  return {
    type: type.code,
    seal: sealId,
    holders: [{ ...holder }],
    items: sampleItems(type),
    ...(type.validity.rule === 'from-data' ? { validFrom: '2026-11-22' } : {}),
  };
}

/** Asks for a licence, under a key of its own unless told. */
export function askForLicence(parts: ApplicationParts = {}): AskedLicence {
  keys += 1;
  const body = { ...toApplicationBody(parts.type), ...parts.body };
  return {
    request: {
      client: 'shenyang-licensing' as ClientId,
      department: sampleDepartment().code,
      idempotencyKey: parts.key ?? `key-${keys}`,
      route: 'POST /v1/licences',
      body,
    },
    application: issueLicenceBody.parse(body),
  };
}

/** Asks for a change of a licence's state, under a key of its own unless told. */
export function askForChange(
  licenceId: string,
  to: AskableState,
  parts: { readonly key?: string; readonly body?: JsonObject } = {},
) {
  keys += 1;
  const body = {
    to,
    legalBasis: '《中华人民共和国行政许可法》第六十九条（示例）',
    reason: '检查中发现问题（示例）',
    ...parts.body,
  };
  return {
    request: {
      client: 'shenyang-licensing' as ClientId,
      department: sampleDepartment().code,
      idempotencyKey: parts.key ?? `key-${keys}`,
      route: `POST /v1/licences/${licenceId}/state-changes`,
      body,
      licenceId,
    },
    asked: changeLicenceStateBody.parse(body),
  };
}
