import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toHttpResult } from '../../shared/http/http-result.ts';
import { toProblemResponse } from '../../shared/http/problem-response.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { writeResult } from './write-result.ts';

/** A refusal by the gateway itself: why, and the request's id. */
export interface Refusal {
  /** A Problem is told as it is, anything else is our own fault. */
  readonly error: unknown;
  readonly requestId: string;
  readonly provinceUrl?: string;
}

/** Answers with a problem document, and closes the connection when the request was not read to its end. */
export function refuseMessage(
  message: IncomingMessage,
  response: ServerResponse,
  { error, requestId, provinceUrl }: Refusal,
): void {
  const problem = error instanceof Problem ? error : new Problem('internal-error');
  const acceptLanguage = message.headers['accept-language'];
  const rendered = toProblemResponse(problem, { acceptLanguage, provinceUrl });
  const result = toHttpResult(rendered, requestId);
  if (!message.complete) response.setHeader('Connection', 'close');
  writeResult(response, { ...result, statusCode: result.statusCode ?? 500 });
}

/** Answers what is not HTTP, or has headers beyond all measure, where no request came about. */
export function refuseSocket(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const isOverflow = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = new Problem(isOverflow ? 'header-too-large' : 'request-invalid');
  const { status, body } = toProblemResponse(problem);
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${isOverflow ? 'Request Header Fields Too Large' : 'Bad Request'}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
