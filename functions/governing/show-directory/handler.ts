import { pageQuery } from '../../../shared/api/page-size.ts';
import { toCachedResponse } from '../../../shared/http/cached-response.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../../../shared/http/http-message.ts';
import { type HttpOptions, makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { readBody } from '../../../shared/http/read-body.ts';
import type { ShowDirectory } from './show-directory.ts';

/** What changes is asked for again soon; a version never changes. */
const soon = 'public, max-age=15';
const forEver = 'public, max-age=31536000, immutable';

const toAnswer = (body: HttpResponse['body'], caching = soon): HttpResponse => ({
  status: 200,
  headers: { 'Cache-Control': caching },
  ...(body === undefined ? {} : { body }),
});

/** For software of others, in any page: under its ETag. */
async function answerMetadata(show: ShowDirectory, http: HttpRequest): Promise<HttpResponse> {
  const { code = '' } = http.pathParameters;
  return toCachedResponse(http, JSON.stringify(await show.showTypeMetadata(code)), {
    'Content-Type': 'application/json',
    'Cache-Control': soon,
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Request-Id',
  });
}

async function answerRecognition(show: ShowDirectory, http: HttpRequest): Promise<HttpResponse> {
  const { code, id } = http.pathParameters;
  if (http.path.startsWith('/v1/provinces')) {
    return toAnswer(await (code === undefined ? show.listProvinces() : show.showProvince(code)));
  }
  return toAnswer(await (id === undefined ? show.listAgreements() : show.showAgreement(id)));
}

async function answer(show: ShowDirectory, http: HttpRequest): Promise<HttpResponse> {
  if (http.path.startsWith('/licence-types/')) return answerMetadata(show, http);
  if (/^\/v1\/(?:provinces|agreements)/.test(http.path)) return answerRecognition(show, http);
  const { code, version } = http.pathParameters;
  const isTypes = http.path.startsWith('/v1/licence-types');
  if (code === undefined) {
    const query = readBody(pageQuery, { ...http.query });
    return toAnswer(await (isTypes ? show.listLicenceTypes(query) : show.listDepartments(query)));
  }
  if (!isTypes) return toAnswer(await show.showDepartment(code));
  if (version === undefined) return toAnswer(await show.showLicenceType(code));
  return toAnswer(await show.showLicenceTypeVersion(code, version), forEver);
}

/** `GET /v1/departments…`, `GET /v1/licence-types…`, `GET /v1/provinces…`, `GET /v1/agreements…`, `GET /licence-types/{code}`: public. */
export function makeShowDirectoryHandler(show: ShowDirectory, options: HttpOptions): HttpHandler {
  return makeHttpHandler((http) => answer(show, http), options);
}
