import {
  maxDocumentVerificationBytes,
  maxVerificationBytes,
  readVerificationBody,
  type VerificationBody,
} from '../../../shared/api/verifications.ts';
import type { HttpEvent, HttpHandler, HttpResponse } from '../../../shared/http/http-message.ts';
import { toHttpResult } from '../../../shared/http/http-result.ts';
import { readJsonBody, toLowerCaseNames } from '../../../shared/http/json-request.ts';
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
  const limit = makeRateLimit();

  const answer = async (event: HttpEvent): Promise<Answered> => {
    limit.take(event);
    const headers = toLowerCaseNames(event.headers);
    const verification = await verifyLicence(readAsked(event, headers));
    return { response: { status: 200, body: toBody(verification) }, fields: summed(verification) };
  };

  /** What refusals say is loaded with the first of them: most containers never refuse. */
  const refuse = async (event: HttpEvent, error: unknown): Promise<Answered> => {
    if (!(error instanceof Problem)) noteFault(log, event.requestContext.requestId, error);
    const { toProblemResponse } = await import('../../../shared/http/problem-response.ts');
    const problem = error instanceof Problem ? error : new Problem('internal-error');
    const acceptLanguage = toLowerCaseNames(event.headers)['accept-language'];
    const response = toProblemResponse(problem, { acceptLanguage, provinceUrl });
    return { response, fields: { problem: problem.code, reason: problem.details.reason } };
  };

  return async (event: HttpEvent) => {
    const startedAt = performance.now();
    const { requestId } = event.requestContext;
    const { response, fields } = await answer(event).catch((error) => refuse(event, error));
    log.note('request.answered', {
      requestId,
      route: event.routeKey,
      status: response.status,
      ms: Math.round(performance.now() - startedAt),
      ...fields,
    });
    return toHttpResult(limit.tell(event, response), requestId);
  };
}

/** A document may be large, nothing else. @throws Problem `body-too-large`, `request-invalid` */
function readAsked(event: HttpEvent, headers: Readonly<Record<string, string>>): VerificationBody {
  const asked = readVerificationBody(readJsonBody(event, headers, maxDocumentVerificationBytes));
  const isLarge = (event.body?.length ?? 0) > maxVerificationBytes;
  if (isLarge && !('document' in asked)) throw new Problem('body-too-large');
  return asked;
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
function noteFault(log: Log, requestId: string, error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  log.alert('request.failed', { requestId, error: name, stack: frames.join('\n') });
}
