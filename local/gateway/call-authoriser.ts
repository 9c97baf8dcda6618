import type {
  APIGatewayProxyEventV2,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
} from 'aws-lambda';
import type { AuthoriserContext } from '../../shared/http/http-message.ts';

/** The authoriser's Lambda: REQUEST, payload format 2.0, simple response. */
export type Authoriser = (
  event: APIGatewayRequestAuthorizerEventV2,
  context: unknown,
) => Promise<APIGatewaySimpleAuthorizerResult & { readonly context?: AuthoriserContext }>;

/** What API Gateway does next: let it in, ask for a token (401), or forbid (403). */
export type Admission =
  | { readonly admitted: true; readonly context: AuthoriserContext | undefined }
  | { readonly admitted: false; readonly refusal: 'unauthenticated' | 'forbidden' };

/**
 * Asks the authoriser as an HTTP API does, without a cache: without the identity source (the
 * `Authorization` header) it is not asked at all and the answer is 401; what it denies is 403, and an
 * error that says `Unauthorized` is 401.
 */
export async function callAuthoriser(
  authorise: Authoriser,
  event: APIGatewayProxyEventV2,
  context: unknown,
): Promise<Admission> {
  const identity = event.headers['authorization'];
  if (!identity) return { admitted: false, refusal: 'unauthenticated' };
  try {
    const answer = await authorise(toAuthoriserEvent(event, identity), context);
    return answer.isAuthorized
      ? { admitted: true, context: answer.context }
      : { admitted: false, refusal: 'forbidden' };
  } catch (error) {
    if (error instanceof Error && error.message === 'Unauthorized') {
      return { admitted: false, refusal: 'unauthenticated' };
    }
    throw error;
  }
}

function toAuthoriserEvent(
  event: APIGatewayProxyEventV2,
  identity: string,
): APIGatewayRequestAuthorizerEventV2 {
  const { http, routeKey } = event.requestContext;
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:local:000000000000:local/$default/${http.method}${http.path}`,
    identitySource: [identity],
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
