import { dutyCheckBody } from '../../../shared/api/duty-checks.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../../shared/http/read-idempotency-key.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { LookUpByDuty } from './look-up-by-duty.ts';

/** `POST /v1/duty-checks` */
export function makeLookUpByDutyHandler(lookUpByDuty: LookUpByDuty) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { clientId: by } = request.caller();
    const idempotencyKey = readIdempotencyKey(request);
    const body = request.body();
    const route = `${request.method} ${request.path}`;
    const asked = readBody(dutyCheckBody, body);
    return toWrittenResponse(await lookUpByDuty({ by, idempotencyKey, route, body }, asked));
  };
}
