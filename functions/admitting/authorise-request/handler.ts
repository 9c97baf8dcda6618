import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
} from 'aws-lambda';
import type { Caller } from '../../../shared/domain/client.ts';
import type { AuthoriserContext } from '../../../shared/http/http-message.ts';
import type { Log } from '../../../shared/ports/log.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { AuthoriseRequest } from './authorise-request.ts';

/** API Gateway's simple response, with who calls when it is let in. */
export type AuthoriserResult = APIGatewaySimpleAuthorizerResult & {
  readonly context?: AuthoriserContext;
};

export type AuthoriserHandler = (
  event: APIGatewayRequestAuthorizerEventV2,
) => Promise<AuthoriserResult>;

function toContext(caller: Caller): AuthoriserContext {
  const { clientId, department, scopes } = caller;
  return {
    clientId,
    ...(department === undefined ? {} : { department }),
    scopes: scopes.join(' '),
  };
}

/** @throws Error `Unauthorized` for 401, and whatever is no refusal */
function toRefusal(error: Problem): AuthoriserResult {
  if (error.code === 'unauthenticated') throw new Error('Unauthorized');
  if (error.code === 'forbidden') return { isAuthorized: false };
  throw error;
}

/**
 * The Lambda authoriser (REQUEST, payload format 2.0). API Gateway turns a refusal into 403 and an
 * error that says `Unauthorized` into 401; anything else that goes wrong lets nobody in either.
 */
export function makeAuthoriseRequestHandler(
  authoriseRequest: AuthoriseRequest,
  log: Log,
): AuthoriserHandler {
  return async ({ routeKey, headers, requestContext }) => {
    try {
      const caller = await authoriseRequest(routeKey, headers?.['authorization']);
      return { isAuthorized: true, context: toContext(caller) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      log.note('request.refused', {
        requestId: requestContext.requestId,
        route: routeKey,
        problem: error.code,
        reason: error.details.reason,
      });
      return toRefusal(error);
    }
  };
}
