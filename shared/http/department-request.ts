import type { ClientId, DepartmentCode } from '../domain/ids.ts';
import type { LicenceRight } from '../domain/licence-rights.ts';
import type { JsonValue } from '../formats/strict-json.ts';
import { Problem } from '../problem/problem.ts';
import type { HttpRequest } from './http-message.ts';
import { readIdempotencyKey } from './read-idempotency-key.ts';

/** A caller that acts for a department. */
export interface DepartmentCaller {
  readonly client: ClientId;
  readonly department: DepartmentCode;
  /** What its token was narrowed to. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** What a department's system asks to be written. */
export interface DepartmentRequest extends DepartmentCaller {
  readonly idempotencyKey: string;
  /** Method and path. */
  readonly route: string;
  readonly body: JsonValue;
}

/**
 * The department's system that calls.
 * @throws Problem `unauthenticated`, `forbidden` for a client without a department
 */
export function readDepartmentCaller(request: HttpRequest): DepartmentCaller {
  const { clientId, department, licenceRights } = request.caller();
  if (department === undefined) throw new Problem('forbidden', { reason: 'no-department' });
  return {
    client: clientId,
    department,
    ...(licenceRights === undefined ? {} : { licenceRights }),
  };
}

/**
 * A department's request that writes.
 * @throws Problem `unauthenticated`, `forbidden`, `idempotency-key-missing`, and those of reading the body
 */
export function readDepartmentRequest(request: HttpRequest): DepartmentRequest {
  return {
    ...readDepartmentCaller(request),
    idempotencyKey: readIdempotencyKey(request),
    route: `${request.method} ${request.path}`,
    body: request.body(),
  };
}
