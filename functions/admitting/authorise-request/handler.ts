import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
} from 'aws-lambda';
import { findRoute } from '../../../shared/api/find-route.ts';
import type { RequestQuota } from '../../../shared/domain/request-quota.ts';
import { toAdmittedContext } from '../../../shared/http/caller-context.ts';
import type { AuthoriserContext, RefusedContext } from '../../../shared/http/http-message.ts';
import { toRateLimitHeaders } from '../../../shared/http/rate-limit-headers.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { ProofNonces } from '../proof-nonces.ts';
import type { AuthoriseRequest } from './authorise-request.ts';

/** API Gateway's simple response, with who calls, or why not. */
export type AuthoriserResult = APIGatewaySimpleAuthorizerResult & {
  readonly context?: AuthoriserContext;
};

export type AuthoriserHandler = (
  event: APIGatewayRequestAuthorizerEventV2,
) => Promise<AuthoriserResult>;

export interface AuthoriserEdge {
  readonly authoriseRequest: AuthoriseRequest;
  readonly nonces: Pick<ProofNonces, 'current'>;
  readonly log: Log;
}

/** What is no refusal is our fault or our outage, and lets nobody in either. */
function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('internal-error');
}

function toRefusal({ code, details }: Problem): RefusedContext {
  const { reason, retryAfterSeconds } = details;
  return {
    refusal: code,
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** What is left, for the function's edge to say. */
function toQuotaContext(quota: RequestQuota) {
  const headers = toRateLimitHeaders('client', quota);
  return { rateLimit: headers.RateLimit, rateLimitPolicy: headers['RateLimit-Policy'] };
}

function overQuota({ resetSeconds }: RequestQuota): Problem {
  return new Problem('rate-limited', { reason: 'client', retryAfterSeconds: resetSeconds });
}

function noteRefusal(
  log: Log,
  { requestContext, routeKey }: APIGatewayRequestAuthorizerEventV2,
  error: unknown,
): void {
  const ids = { requestId: requestContext.requestId, route: routeKey };
  if (error instanceof Problem) {
    log.note('request.refused', { ...ids, problem: error.code, reason: error.details.reason });
  } else {
    log.alert('authoriser.failed', { ...ids, error: error instanceof Error ? error.name : '' });
  }
}

/**
 * The Lambda authoriser (REQUEST, payload format 2.0, simple response). API Gateway lets an authoriser
 * say neither why nor how to do better, so it lets every known route through, with who calls or with the
 * refusal, and the function's edge refuses before any work. A route that is not in the table is denied
 * here.
 */
export function makeAuthoriseRequestHandler(edge: AuthoriserEdge): AuthoriserHandler {
  const { authoriseRequest, nonces, log } = edge;
  const toContext = async (
    event: APIGatewayRequestAuthorizerEventV2,
  ): Promise<AuthoriserContext> => {
    const { routeKey, rawPath: path, headers, requestContext } = event;
    const { method } = requestContext.http;
    const { authorization, dpop: proof } = headers ?? {};
    const asked = { routeKey, method, path, authorization, proof };
    const { caller, taken } = await authoriseRequest(asked);
    const told = toQuotaContext(taken.quota);
    if (taken.isWithin) return { ...toAdmittedContext(caller), ...told };
    const problem = overQuota(taken.quota);
    noteRefusal(log, event, problem);
    return { ...toRefusal(problem), ...told };
  };
  return async (event) => {
    const access = findRoute(event.routeKey)?.access ?? 'public';
    if (access === 'public') return { isAuthorized: false };
    const context = await toContext(event).catch((error: unknown) => {
      noteRefusal(log, event, error);
      return toRefusal(toProblem(error));
    });
    const nonce = await nonces.current().catch(() => undefined);
    return {
      isAuthorized: true,
      context: { ...context, ...(nonce === undefined ? {} : { nonce }) },
    };
  };
}
