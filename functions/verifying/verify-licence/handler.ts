import { maxVerificationBytes, readVerificationBody } from '../../../shared/api/verifications.ts';
import type {
  HttpEvent,
  HttpHandler,
  HttpRequest,
  HttpResponse,
} from '../../../shared/http/http-message.ts';
import { toHttpRequest } from '../../../shared/http/http-request.ts';
import { toHttpResult } from '../../../shared/http/http-result.ts';
import { toProblemResponse } from '../../../shared/http/problem-response.ts';
import { makeRateLimit } from '../../../shared/http/rate-limit.ts';
import type { Log, LogFields } from '../../../shared/ports/log.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { Verification } from '../../../shared/verify/verification.ts';
import type { VerifyLicence } from './verify-licence.ts';

interface VerificationEdge {
  readonly log: Log;
  /** Makes the `type` of problem documents absolute. */
  readonly provinceUrl: string;
}

interface Answered {
  readonly response: HttpResponse;
  readonly fields: LogFields;
}

/** `POST /v1/verifications`. Its own thin edge: the shared one brings middy, which this bundle has no room for. */
export function makeVerificationHandler(
  verifyLicence: VerifyLicence,
  { log, provinceUrl }: VerificationEdge,
): HttpHandler {
  const answer = async (request: HttpRequest): Promise<Answered> => {
    const verification = await verifyLicence(readVerificationBody(request.body()));
    return { response: { status: 200, body: toBody(verification) }, fields: summed(verification) };
  };

  const refuse = (error: unknown, request: HttpRequest): Answered => {
    if (!(error instanceof Problem)) noteFault(log, request, error);
    const problem = error instanceof Problem ? error : new Problem('internal-error');
    const acceptLanguage = request.headers['accept-language'];
    const response = toProblemResponse(problem, { acceptLanguage, provinceUrl });
    return { response, fields: { problem: problem.code, reason: problem.details.reason } };
  };

  const limit = makeRateLimit();
  const limited = async (event: HttpEvent, request: HttpRequest): Promise<Answered> => {
    limit.take(event);
    return answer(request);
  };

  return async (event: HttpEvent) => {
    const startedAt = performance.now();
    const request = toHttpRequest(event, maxVerificationBytes);
    const { response, fields } = await limited(event, request).catch((error) =>
      refuse(error, request),
    );
    log.note('request.answered', {
      requestId: request.requestId,
      route: event.routeKey,
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
      ...fields,
    });
    return toHttpResult(limit.tell(event, response), request.requestId);
  };
}

/** Every part of a verification is a JSON value. */
function toBody(verification: Verification): NonNullable<HttpResponse['body']> {
  return { ...verification } as unknown as NonNullable<HttpResponse['body']>;
}

/** The verdict and the reasons for it, for counting; nothing of the licence. */
function summed({ verdict, checks }: Verification): LogFields {
  const reasons = checks.flatMap((check) => ('reason' in check ? [check.reason] : []));
  return { verdict, ...(reasons.length === 0 ? {} : { reasons: reasons.join(' ') }) };
}

/** Name and frames only: a message may quote what was presented. */
function noteFault(log: Log, { requestId }: HttpRequest, error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.alert('request.failed', { requestId, error: name, stack: frames.join('\n') });
}
