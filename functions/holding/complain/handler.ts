import { complaintBody } from '../../../shared/api/complaints.ts';
import { readHolderRequest } from '../../../shared/http/holder-request.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { Complain } from './complain.ts';

/** `POST /v1/me/uses/{id}/complaints` */
export function makeComplainHandler(complain: Complain) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const call = readHolderRequest(request);
    const { words } = readBody(complaintBody, call.body);
    const useId = request.pathParameters['id'] ?? '';
    return toWrittenResponse(await complain(call, { useId, words }));
  };
}
