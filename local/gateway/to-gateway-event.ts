import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './match-route.ts';

/** A request as it came in, whole. */
export interface ReceivedRequest {
  readonly message: IncomingMessage;
  readonly body: Uint8Array;
  readonly match: RouteMatch | undefined;
  readonly requestId: string;
  readonly at: Date;
}

/** Media types whose bodies an HTTP API hands over as text; all others come as Base64, forms too. */
const textual = /^(?:text\/.*|application\/(?:json|xml|javascript|vnd\.api\+json))\s*(?:;|$)/i;

/** The request as API Gateway's payload format 2.0 says it. */
export function toGatewayEvent(request: ReceivedRequest): APIGatewayProxyEventV2 {
  const { message, body, match } = request;
  const { path, query } = splitTarget(message.url ?? '/');
  const { cookie, ...headers } = joinHeaders(message);
  const routeKey = match ? `${match.route.method} ${match.route.path}` : '$default';
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...queryOf(query),
    ...parametersOf(match),
    requestContext: contextOf(request, { path, routeKey }),
    ...bodyOf(body, headers['content-type'] ?? ''),
  };
}

function bodyOf(
  body: Uint8Array,
  contentType: string,
): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = textual.test(contentType) && isUtf8(body);
  const text = Buffer.from(body).toString(isText ? 'utf8' : 'base64');
  return { body: text, isBase64Encoded: !isText };
}

function queryOf(query: string): Pick<APIGatewayProxyEventV2, 'queryStringParameters'> {
  return query === '' ? {} : { queryStringParameters: joinParameters(new URLSearchParams(query)) };
}

function parametersOf(
  match: RouteMatch | undefined,
): Pick<APIGatewayProxyEventV2, 'pathParameters'> {
  const parameters = { ...match?.pathParameters };
  return Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters };
}

/** Path and query of a request target, both as they were sent. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

function joinHeaders(message: IncomingMessage): Record<string, string> {
  const joined = Object.entries(message.headersDistinct).map(([name, values]) => [
    name,
    (values ?? []).join(name === 'cookie' ? '; ' : ','),
  ]);
  return Object.fromEntries(joined);
}

function joinParameters(parameters: URLSearchParams): Record<string, string> {
  const names = new Set(parameters.keys());
  return Object.fromEntries([...names].map((name) => [name, parameters.getAll(name).join(',')]));
}

function contextOf(
  { message, requestId, at }: ReceivedRequest,
  { path, routeKey }: { readonly path: string; readonly routeKey: string },
): APIGatewayProxyEventV2['requestContext'] {
  const host = message.headers.host ?? '';
  return {
    accountId: '000000000000',
    apiId: 'local',
    domainName: host,
    domainPrefix: host.split('.')[0] ?? '',
    http: {
      method: message.method ?? 'GET',
      path,
      protocol: `HTTP/${message.httpVersion}`,
      sourceIp: message.socket.remoteAddress ?? '',
      userAgent: message.headers['user-agent'] ?? '',
    },
    requestId,
    routeKey,
    stage: '$default',
    time: at.toUTCString(),
    timeEpoch: at.getTime(),
  };
}
