import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
} from 'aws-lambda';
import { findRoute } from '../../../shared/api/find-route.ts';
import type { RequestQuota } from '../../../shared/domain/request-quota.ts';
import { toAdmittedContext, toHolderContext } from '../../../shared/http/caller-context.ts';
import type { AuthoriserContext, RefusedContext } from '../../../shared/http/http-message.ts';
import { type Counted, toRateLimitHeaders } from '../../../shared/http/rate-limit-headers.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { ProofNonces } from '../proof-nonces.ts';
import type { AuthoriseHolder } from './authorise-holder.ts';
import type { AdmissionRequest, AuthoriseRequest } from './authorise-request.ts';
import type { TakenRequest } from './client-quotas.ts';

/** API Gateway's simple response, with who calls, or why not. */
export type AuthoriserResult = APIGatewaySimpleAuthorizerResult & {
  readonly context?: AuthoriserContext;
};

export type AuthoriserHandler = (
  event: APIGatewayRequestAuthorizerEventV2,
) => Promise<AuthoriserResult>;

export interface AuthoriserEdge {
  readonly authoriseRequest: AuthoriseRequest;
  readonly authoriseHolder: AuthoriseHolder;
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
function toQuotaContext(counted: Counted, quota: RequestQuota) {
  const headers = toRateLimitHeaders(counted, quota);
  return { rateLimit: headers.RateLimit, rateLimitPolicy: headers['RateLimit-Policy'] };
}

function overQuota(reason: Counted, { resetSeconds }: RequestQuota): Problem {
  return new Problem('rate-limited', { reason, retryAfterSeconds: resetSeconds });
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

/** Whom the authoriser lets in, as long as the quota holds. */
interface Admitted {
  readonly taken: TakenRequest;
  readonly context: AuthoriserContext;
}

function toAsked(event: APIGatewayRequestAuthorizerEventV2): AdmissionRequest {
  const { routeKey, rawPath: path, headers, requestContext } = event;
  const { method } = requestContext.http;
  const { authorization, dpop: proof } = headers ?? {};
  return { routeKey, method, path, authorization, proof };
}

/**
 * The Lambda authoriser (REQUEST, payload format 2.0, simple response). API Gateway lets an authoriser
 * say neither why nor how to do better, so it lets every known route through, with who calls or with the
 * refusal, and the function's edge refuses before any work. A route that is not in the table is denied
 * here.
 */
export function makeAuthoriseRequestHandler(edge: AuthoriserEdge): AuthoriserHandler {
  const { nonces, log } = edge;
  const admit = async (event: APIGatewayRequestAuthorizerEventV2, counted: Counted) => {
    const asked = toAsked(event);
    if (counted === 'holder') {
      const { holder, taken } = await edge.authoriseHolder(asked);
      return { taken, context: toHolderContext(holder) };
    }
    const { caller, taken } = await edge.authoriseRequest(asked);
    return { taken, context: toAdmittedContext(caller) };
  };
  const toContext = async (
    event: APIGatewayRequestAuthorizerEventV2,
    counted: Counted,
  ): Promise<AuthoriserContext> => {
    const { taken, context }: Admitted = await admit(event, counted);
    const told = toQuotaContext(counted, taken.quota);
    if (taken.isWithin) return { ...context, ...told };
    const problem = overQuota(counted, taken.quota);
    noteRefusal(log, event, problem);
    return { ...toRefusal(problem), ...told };
  };
  return async (event) => {
    const access = findRoute(event.routeKey)?.access ?? 'public';
    if (access === 'public') return { isAuthorized: false };
    const counted = access === 'holder' ? 'holder' : 'client';
    const context = await toContext(event, counted).catch((error: unknown) => {
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
