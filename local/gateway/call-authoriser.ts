import type {
  APIGatewayProxyEventV2,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
} from 'aws-lambda';
import type { AuthoriserContext } from '../../shared/http/http-message.ts';

/** What the authoriser answers: simple response, with a context for the function where it lets a request through. */
export type AuthoriserAnswer = APIGatewaySimpleAuthorizerResult & {
  readonly context?: AuthoriserContext;
};

/** The authoriser's Lambda: REQUEST, payload format 2.0, simple response. */
export type Authoriser = (
  event: APIGatewayRequestAuthorizerEventV2,
  context: unknown,
) => Promise<AuthoriserAnswer>;

/**
 * Asks the authoriser as an HTTP API does that names no identity source: always, and without a cache.
 * What it denies is 403; when it breaks, for whatever reason, nobody is let in and the answer is 500.
 */
export function callAuthoriser(
  authorise: Authoriser,
  event: APIGatewayProxyEventV2,
  context: unknown,
): Promise<AuthoriserAnswer> {
  return authorise(toAuthoriserEvent(event), context);
}

function toAuthoriserEvent(event: APIGatewayProxyEventV2): APIGatewayRequestAuthorizerEventV2 {
  const { http, routeKey } = event.requestContext;
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:local:000000000000:local/$default/${http.method}${http.path}`,
    identitySource: [],
    routeKey,
    rawPath: event.rawPath,
    rawQueryString: event.rawQueryString,
    cookies: event.cookies ?? [],
    headers: event.headers,
    queryStringParameters: event.queryStringParameters ?? {},
    requestContext: event.requestContext as APIGatewayRequestAuthorizerEventV2['requestContext'],
    pathParameters: event.pathParameters ?? {},
    stageVariables: {},
  };
}
