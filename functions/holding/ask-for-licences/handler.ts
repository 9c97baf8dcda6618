import { askForLicencesBody, waitQuery } from '../../../shared/api/retrieval-requests.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../../shared/http/read-idempotency-key.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { AskForLicences } from './ask-for-licences.ts';

/** While nothing is decided, so many seconds are to lie between two questions. */
const backOffSeconds = 2;

/** `POST /v1/retrieval-requests`, `GET /v1/retrieval-requests/{id}` */
export function makeAskForLicencesHandler({ ask, hear }: AskForLicences) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { clientId: by } = request.caller();
    const { id } = request.pathParameters;
    if (id === undefined) {
      const idempotencyKey = readIdempotencyKey(request);
      const body = request.body();
      const call = { by, idempotencyKey, route: `${request.method} ${request.path}`, body };
      return toWrittenResponse(await ask(call, readBody(askForLicencesBody, body)));
    }
    const { wait } = readBody(waitQuery, { ...request.query });
    const body = await hear(id, by, wait);
    const isWaiting = body.state === 'waiting';
    return {
      status: 200,
      body,
      ...(isWaiting ? { headers: { 'Retry-After': String(backOffSeconds) } } : {}),
    };
  };
}
