import { retrieveBody } from '../../../shared/api/retrievals.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../../shared/http/read-idempotency-key.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { AnswerTime } from '../../../shared/ports/answer-time.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { RetrieveLicences } from './retrieve-licences.ts';

/** `POST /v1/retrievals`: codes that cannot be used are all refused at one time. */
export function makeRetrieveLicencesHandler(
  retrieveLicences: RetrieveLicences,
  answerTime: AnswerTime,
) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const waitForStroke = answerTime.begin();
    const { clientId: client } = request.caller();
    const idempotencyKey = readIdempotencyKey(request);
    const asked = readBody(retrieveBody, request.body());
    const written = await retrieveLicences({ client, idempotencyKey }, asked).catch(
      async (error: unknown) => {
        if (error instanceof Problem && error.code === 'code-not-usable') await waitForStroke();
        throw error;
      },
    );
    return toWrittenResponse(written);
  };
}
