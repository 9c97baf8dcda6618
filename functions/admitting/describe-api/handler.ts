import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpHandler } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { describeApi } from './describe-api.ts';

export interface DescribeApiEdge extends HttpOptions {
  readonly provinceUrl: string;
  readonly version: string;
}

/** Public, for whatever page or tool reads it. */
const headers = {
  'Content-Type': 'application/json',
  'Cache-Control': 'public, max-age=300',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Request-Id',
};

/** `GET /openapi.json`: made when it is first asked for, and kept. */
export function makeDescribeApiHandler(edge: DescribeApiEdge): HttpHandler {
  let document: string | undefined;
  return makeHttpHandler(async (request) => {
    document ??= JSON.stringify(describeApi(edge));
    return toCachedResponse(request, document, headers);
  }, edge);
}
