import { complaintBody } from '../../../shared/api/complaints.ts';
import { pageQuery } from '../../../shared/api/page-size.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../../shared/http/read-idempotency-key.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { HandleComplaints } from './handle-complaints.ts';

/** `GET /v1/complaints`, `POST /v1/complaints/{id}/answers` */
export function makeHandleComplaintsHandler({ list, answer }: HandleComplaints) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const caller = request.caller();
    const { id } = request.pathParameters;
    if (id === undefined) {
      const query = readBody(pageQuery, { ...request.query });
      return { status: 200, body: await list(query, caller) };
    }
    const idempotencyKey = readIdempotencyKey(request);
    const body = request.body();
    const route = `${request.method} ${request.path}`;
    const { words } = readBody(complaintBody, body);
    const call = { by: caller.clientId, idempotencyKey, route, body };
    return toWrittenResponse(await answer(call, { id, words, caller }));
  };
}
