import { routes } from '../../shared/api/routes.ts';
import type { Scope } from '../../shared/domain/client.ts';
import type { HttpEvent, HttpResult } from '../../shared/http/http-message.ts';

/** What a test states about a request; all else is a plain valid call. */
export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  /** As in the routes table, `/v1/seals/{id}`; the route that the path fits unless told. */
  readonly routePath?: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, bytes as base64, anything else as JSON. */
  readonly body?: unknown;
  readonly caller?: {
    readonly clientId: string;
    readonly department?: string;
    readonly scopes: readonly Scope[];
  };
}

function toBody(body: unknown): Pick<HttpEvent, 'body' | 'isBase64Encoded'> {
  if (body === undefined) return { isBase64Encoded: false };
  if (body instanceof Uint8Array) {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
  return {
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

function toAuthoriser(caller: NonNullable<RequestParts['caller']>) {
  const { scopes, ...context } = caller;
  return { authorizer: { lambda: { ...context, scopes: scopes.join(' ') } } };
}

/** The routes as API Gateway looks for them: a fixed segment counts for more than a parameter. */
const routePatterns = routes
  .map(({ method, path }) => ({
    ...{ method, path, parameters: path.split('{').length },
    pattern: new RegExp(`^${path.replaceAll('.', '[.]').replace(/\{\w+\}/g, '[^/]+')}$`),
  }))
  .toSorted((one, other) => one.parameters - other.parameters);

/** The route that API Gateway would find. */
function toRouteKey(method: string, path: string): string {
  const found = routePatterns.find((route) => route.method === method && route.pattern.test(path));
  return found === undefined ? '$default' : `${method} ${found.path}`;
}

/** An HTTP API event, payload format 2.0, as API Gateway or the local gateway would send it. */
export function toApiEvent(parts: RequestParts): HttpEvent {
  const { method = 'POST', path = '/v1/seals', caller, headers } = parts;
  const { routePath } = parts;
  const routeKey = routePath === undefined ? toRouteKey(method, path) : `${method} ${routePath}`;
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(parts.query).toString(),
    headers: { 'content-type': 'application/json', ...headers },
    ...(parts.query === undefined ? {} : { queryStringParameters: parts.query }),
    ...(parts.pathParameters === undefined ? {} : { pathParameters: parts.pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'test.example',
      domainPrefix: 'test',
      http,
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '22/Nov/2026:00:00:00 +0000',
      timeEpoch: 0,
      ...(caller === undefined ? {} : toAuthoriser(caller)),
    },
    ...toBody(parts.body),
  };
}

/** The JSON of an answer. */
export function toJson<T = Record<string, unknown>>(result: HttpResult): T {
  return JSON.parse(result.body ?? 'null') as T;
}
