import { maxBatchBytes, readVerificationBatch } from '../../../shared/api/verification-batches.ts';
import type { JsonValue } from '../../../shared/formats/strict-json.ts';
import type { HttpEvent, HttpHandler, HttpRequest } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { type ProblemRendering, toProblemResponse } from '../../../shared/http/problem-response.ts';
import { fieldFaults } from '../../../shared/problem/field-faults.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { BatchItem, VerifyBatch } from './verify-batch.ts';

/** Lambda's answer is JSON in JSON, at most 6 MB of it. */
const maxAnswerBytes = 5.5 * 1024 * 1024;
/** A batch counts as one request for each so many characters: ten licences or so. */
const charactersOfRequest = 32 * 1024;

const sizeOf = (item: JsonValue) => Buffer.byteLength(JSON.stringify(JSON.stringify(item)));

function toItem(item: BatchItem, rendering: ProblemRendering): JsonValue {
  if ('verification' in item) {
    return { verification: item.verification as unknown as JsonValue };
  }
  return { problem: toProblemResponse(item.problem, rendering).body as JsonValue };
}

/** Items in their order; from where the answer would not pass the gateway, why they are not there. */
function toItems(items: readonly BatchItem[], rendering: ProblemRendering): JsonValue[] {
  const tooLarge = { problem: new Problem('body-too-large', { reason: 'answer' }) };
  const leftOut = toItem(tooLarge, rendering);
  let left = maxAnswerBytes - sizeOf(leftOut) * items.length;
  return items.map((one) => {
    const item = toItem(one, rendering);
    left -= sizeOf(item);
    return left >= 0 ? item : leftOut;
  });
}

/** `POST /v1/verifications/batch`. */
export function makeBatchHandler(verifyBatch: VerifyBatch, options: HttpOptions): HttpHandler {
  const { provinceUrl } = options;
  const answer = async (request: HttpRequest) => {
    const items = await verifyBatch(readVerificationBatch(request.body()));
    const acceptLanguage = request.headers['accept-language'];
    const rendering = { acceptLanguage, provinceUrl, fieldFaults };
    return { status: 200, body: { items: toItems(items, rendering) } };
  };
  const weigh = ({ body = '' }: HttpEvent) => 1 + Math.floor(body.length / charactersOfRequest);
  return makeHttpHandler(answer, { ...options, maxBodyBytes: maxBatchBytes, weigh });
}
