import { fieldCheckBody } from '../../../shared/api/field-checks.ts';
import type { HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import { readIdempotencyKey } from '../../../shared/http/read-idempotency-key.ts';
import { toWrittenResponse } from '../../../shared/http/written-response.ts';
import type { AnswerTime } from '../../../shared/ports/answer-time.ts';
import type { AnswerFieldCheck } from './answer-field-check.ts';

/** `POST /v1/field-checks`: every answer goes out at a stroke, so that how long it took tells nothing. */
export function makeAnswerFieldCheckHandler(
  answerFieldCheck: AnswerFieldCheck,
  answerTime: AnswerTime,
) {
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const waitForStroke = answerTime.begin();
    const { clientId: by } = request.caller();
    const idempotencyKey = readIdempotencyKey(request);
    const body = request.body();
    const asked = readBody(fieldCheckBody, body);
    const route = `${request.method} ${request.path}`;
    const written = await answerFieldCheck({ by, idempotencyKey, route, body }, asked).finally(
      waitForStroke,
    );
    return toWrittenResponse(written);
  };
}
