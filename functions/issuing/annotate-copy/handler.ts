import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import type { AnnotateCopy } from './annotate-copy.ts';

/** `GET /v1/retrievals/{id}/annotated-copies/{licenceId}`: whoever retrieved, for as long as the leave stands. */
export function makeAnnotateCopyHandler(annotateCopy: AnnotateCopy) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { clientId: client } = request.caller();
    const { id = '', licenceId = '' } = request.pathParameters;
    const body = await annotateCopy({ client, retrievalId: id, licenceId });
    return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
  };
}
