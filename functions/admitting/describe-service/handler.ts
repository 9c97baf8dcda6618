import { toRfc3339 } from '../../../shared/domain/moment.ts';
import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import { chooseLanguage, languageTags } from '../../../shared/http/choose-language.ts';
import { chooseMediaType } from '../../../shared/http/choose-media-type.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { explainProblem } from './describe-service.ts';
import { pagePolicy, toProblemPage } from './problem-page.ts';

export interface DescribeServiceEdge extends HttpOptions {
  readonly clock: Clock;
  readonly name: string;
  readonly version: string;
  /** Absent where the build did not say. */
  readonly commit?: string | undefined;
}

const pageHeaders = {
  'Cache-Control': 'public, max-age=3600',
  Vary: 'Accept, Accept-Language',
};

/** `GET /problems/{code}` */
function toProblemAnswer(request: HttpRequest): HttpResponse {
  const language = chooseLanguage(request.headers['accept-language']);
  const explained = explainProblem(request.pathParameters['code'] ?? '', language);
  const wanted = chooseMediaType(request.headers['accept'], ['text/html', 'application/json']);
  if (wanted === undefined) throw new Problem('not-acceptable');
  const headers = { ...pageHeaders, 'Content-Language': languageTags[language] };
  if (wanted === 'application/json') {
    const text = JSON.stringify(explained);
    return toCachedResponse(request, text, { ...headers, 'Content-Type': 'application/json' });
  }
  return toCachedResponse(request, toProblemPage(explained, language), {
    ...headers,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': pagePolicy,
  });
}

/** `GET /problems/{code}`, `GET /healthz`, `GET /version`: needs nothing but the clock. */
export function makeDescribeServiceHandler(edge: DescribeServiceEdge): HttpHandler {
  const { clock, name, version, commit, ...options } = edge;
  const answer = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.path === '/healthz') {
      return { status: 200, body: { status: 'ok', time: toRfc3339(clock.now()) } };
    }
    if (request.path === '/version') {
      return { status: 200, body: { name, version, ...(commit ? { commit } : {}) } };
    }
    return toProblemAnswer(request);
  };
  return makeHttpHandler(answer, options);
}
