import middy, { type Request } from '@middy/core';
import type { Context } from 'aws-lambda';
import { jsonLog } from '../adapters/system/log.ts';
import type { Log } from '../ports/log.ts';
import { fieldFaults } from '../problem/field-faults.ts';
import { Problem } from '../problem/problem.ts';
import { admit } from './admit.ts';
import { findClientId, withNonce } from './caller-context.ts';
import type {
  HttpEvent,
  HttpHandler,
  HttpRequest,
  HttpResponse,
  HttpResult,
} from './http-message.ts';
import { toHttpRequest } from './http-request.ts';
import { toHttpResult } from './http-result.ts';
import { toProblemResponse } from './problem-response.ts';
import { makeRateLimit, type RateLimit } from './rate-limit.ts';

/** What a function may set about its HTTP edge. */
export interface HttpOptions {
  /** Largest body in bytes; 1 MiB unless told. */
  readonly maxBodyBytes?: number;
  /** Makes the `type` of problem documents absolute. */
  readonly provinceUrl?: string;
  readonly log?: Log;
  /** What requests are counted by: milliseconds that only rise. */
  readonly now?: () => number;
  /** As how many requests one counts; 1 unless told. */
  readonly weigh?: (event: HttpEvent) => number;
  /** For the one function that answers what fits no route. */
  readonly servesNoRoute?: true;
}

type MiddyRequest = Request<HttpEvent, HttpResult, Error, Context, { startedAt?: number }>;

const defaultMaxBodyBytes = 1024 * 1024;
/** Left before Lambda's own timeout to answer and to log. */
const timeoutEarlyInMillis = 250;

/** Our own faults become refusals without a detail; a timeout says that trying again may help. */
function toProblem(error: Error | null | undefined): Problem {
  if (error instanceof Problem) return error;
  return new Problem(error?.name === 'TimeoutError' ? 'service-unavailable' : 'internal-error');
}

function makeProblemResponder(options: HttpOptions, limit: RateLimit) {
  return {
    onError: (request: MiddyRequest) => {
      const { headers, requestContext } = request.event;
      const acceptLanguage = headers['accept-language'] ?? headers['Accept-Language'];
      const rendering = { acceptLanguage, provinceUrl: options.provinceUrl, fieldFaults };
      const response = toProblemResponse(toProblem(request.error), rendering);
      const told = limit.tell(request.event, withNonce(request.event, response));
      request.response = toHttpResult(told, requestContext.requestId);
    },
  };
}

/** Name and frames only: a message may quote what was sent. */
function noteFault(log: Log, { event, error }: MiddyRequest): void {
  if (error === undefined || error === null || error instanceof Problem) return;
  log.alert('request.failed', {
    requestId: event.requestContext.requestId,
    route: event.routeKey,
    error: error.name,
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
  });
}

function makeRequestLog(log: Log) {
  const noteAnswer = (request: MiddyRequest) => {
    const { event, response, error, internal } = request;
    log.note('request.answered', {
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      status: response?.statusCode,
      ms: Math.round(performance.now() - (internal.startedAt ?? 0)),
      clientId: findClientId(event),
      ...(error ? { problem: toProblem(error).code, reason: toProblem(error).details.reason } : {}),
    });
  };
  return {
    before: (request: MiddyRequest) => {
      request.internal.startedAt = performance.now();
    },
    after: noteAnswer,
    onError: (request: MiddyRequest) => {
      noteFault(log, request);
      noteAnswer(request);
    },
  };
}

/**
 * The HTTP edge of a function: lets in by the table of rights, reads the event, calls the work, renders the answer or the refusal
 * (RFC 9457), adds the headers every answer has, writes one log line. Nothing of a fault leaves.
 */
export function makeHttpHandler(
  work: (request: HttpRequest) => Promise<HttpResponse>,
  options: HttpOptions = {},
): HttpHandler {
  const maxBodyBytes = options.maxBodyBytes ?? defaultMaxBodyBytes;
  const limit = makeRateLimit(options.now);
  const answer = async (event: HttpEvent): Promise<HttpResult> => {
    limit.take(event, options.weigh?.(event));
    if (options.servesNoRoute !== true) admit(event);
    const response = await work(toHttpRequest(event, maxBodyBytes));
    const told = limit.tell(event, withNonce(event, response));
    return toHttpResult(told, event.requestContext.requestId);
  };
  const handler = middy<HttpEvent, HttpResult>(answer, { timeoutEarlyInMillis })
    .use(makeRequestLog(options.log ?? jsonLog))
    .use(makeProblemResponder(options, limit));
  return (event, context) => handler(event, (context ?? {}) as Context);
}
