import { recognitionQuery } from '../../../shared/api/recognition.ts';
import { readRfc3339 } from '../../../shared/domain/moment.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowRecognition } from './show-recognition.ts';

/** `GET /v1/recognitions?province=…&type=…&at=…`: public. */
export function makeShowRecognitionHandler(
  show: ShowRecognition,
  options: HttpOptions,
): HttpHandler {
  return makeHttpHandler(async (http) => {
    const { province, type, at } = readBody(recognitionQuery, { ...http.query });
    const moment = at === undefined ? undefined : readRfc3339(at, '/at');
    const body = await show({ province, type, at: moment });
    return { status: 200, headers: { 'Cache-Control': 'public, max-age=15' }, body };
  }, options);
}
