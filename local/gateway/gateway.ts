import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Route } from '../../shared/api/routes.ts';
import type { HttpEvent, HttpHandler, HttpResult } from '../../shared/http/http-message.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { type Authoriser, callAuthoriser } from './call-authoriser.ts';
import { makeLambdaContext } from './lambda-context.ts';
import { limits as cloudLimits, type GatewayLimits } from './limits.ts';
import { matchRoute, type RouteMatch } from './match-route.ts';
import { readMessageBody } from './read-message-body.ts';
import { refuseMessage, refuseSocket } from './refuse-message.ts';
import { type FilesOptions, isOfFiles, serveFiles } from './serve-files.ts';
import { splitTarget, toGatewayEvent } from './to-gateway-event.ts';
import { isResult, writeResult } from './write-result.ts';

/** What stands behind the gateway. */
export interface GatewayOptions {
  readonly routes: readonly Route[];
  /** The function behind a route, by the route's `handler`. */
  readonly handlerOf: (handler: string) => HttpHandler;
  readonly authorise: Authoriser;
  /** The `$default` route: what no route fits. */
  readonly refuse: HttpHandler;
  /** The store of files, served under signed addresses. */
  readonly files?: FilesOptions;
  readonly limits?: Partial<GatewayLimits>;
  /** Makes the `type` of the gateway's own refusals absolute. */
  readonly provinceUrl?: string;
  /** Gets what a function threw past its own responder, which the cloud would log. */
  readonly onFault?: (error: unknown) => void;
}

interface Exchange {
  readonly options: GatewayOptions;
  readonly limits: GatewayLimits;
  readonly message: IncomingMessage;
  readonly requestId: string;
}

/**
 * The local front door: turns requests into API Gateway's events (payload format 2.0) for the same
 * functions that the cloud runs, and keeps the cloud's limits.
 */
export function makeGateway(options: GatewayOptions): Server {
  const limits = { ...cloudLimits, ...options.limits };
  let atOnce = 0;
  const server = createServer({ maxHeaderSize: 4 * limits.headerBytes }, (message, response) => {
    const exchange = { options, limits, message, requestId: randomUUID() };
    const isTooMuch = atOnce >= limits.atOnce;
    atOnce += 1;
    response.once('close', () => {
      atOnce -= 1;
    });
    const answered = isTooMuch ? Promise.reject(tooMuch()) : answer(exchange, response);
    answered.catch((error: unknown) => {
      if (!(error instanceof Problem)) options.onFault?.(error);
      if (response.headersSent) response.destroy();
      else refuseMessage(message, response, { ...options, error, requestId: exchange.requestId });
    });
  });
  return server.on('clientError', refuseSocket);
}

const tooMuch = () => new Problem('rate-limited', { reason: 'load', retryAfterSeconds: 1 });

async function answer(exchange: Exchange, response: ServerResponse): Promise<void> {
  const { limits, message, options } = exchange;
  if (options.files && isOfFiles(message, options.files)) {
    return serveFiles(message, response, options.files);
  }
  if (headerBytesOf(message) > limits.headerBytes) throw new Problem('header-too-large');
  const body = await readMessageBody(message, limits.bodyBytes);
  if (!body) throw new Problem('body-too-large');
  const { path } = splitTarget(message.url ?? '/');
  const match = matchRoute(options.routes, message.method ?? 'GET', path);
  const { requestId } = exchange;
  const event = toGatewayEvent({ message, body, match, requestId, at: new Date() });
  const result = await withinTime(callFunction(exchange, match, event), limits.answerMilliseconds);
  if (!isResult(result) || sizeOf(result) > limits.payloadBytes) {
    throw new Error('the function gave no result that API Gateway could use');
  }
  writeResult(response, result);
}

async function callFunction(
  { options, limits, requestId }: Exchange,
  match: RouteMatch | undefined,
  event: HttpEvent,
): Promise<HttpResult> {
  if (sizeOf(event) > limits.payloadBytes) throw new Problem('body-too-large');
  const contextFor = (name: string) =>
    makeLambdaContext(name, requestId, limits.answerMilliseconds);
  if (!match) return options.refuse(event, contextFor('refuse-request'));
  const { handler, access } = match.route;
  if (access === 'public') return options.handlerOf(handler)(event, contextFor(handler));
  const context = contextFor('authorise-request');
  const answer = await callAuthoriser(options.authorise, event, context);
  if (!answer.isAuthorized) throw new Problem('forbidden');
  const requestContext = {
    ...event.requestContext,
    authorizer: { lambda: answer.context ?? null },
  };
  return options.handlerOf(handler)({ ...event, requestContext }, contextFor(handler));
}

/** Request line and headers, as they came. */
function headerBytesOf({ method, url, rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n`;
  const headers = rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  return Buffer.byteLength(line) + headers;
}

const sizeOf = (payload: unknown) => Buffer.byteLength(JSON.stringify(payload));

async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('service-unavailable')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
