import { approveRequestBody, declineRequestBody } from '../../../shared/api/retrieval-requests.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { DecideRequest } from './decide-request.ts';

/** `GET /v1/me/retrieval-requests/{id}`, `POST …/approvals`, `POST …/declines` */
export function makeDecideRequestHandler({ show, approve, decline }: DecideRequest) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const id = request.pathParameters['id'] ?? '';
    if (request.method === 'GET') {
      request.holder();
      return { status: 200, body: await show(id) };
    }
    const call = readHolderRequest(request);
    if (request.path.endsWith('/approvals')) {
      const asked = readBody(approveRequestBody, call.body);
      return toWrittenResponse(await approve(call, id, asked));
    }
    readBody(declineRequestBody, call.body);
    return toWrittenResponse(await decline(call, id));
  };
}
