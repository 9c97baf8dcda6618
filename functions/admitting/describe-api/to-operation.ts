import type { ZodOpenApiOperationObject } from 'zod-openapi';
import type { Operation } from '../../../shared/api/operation.ts';
import type { Route } from '../../../shared/api/routes.ts';
import type { parameters } from './parts.ts';
import { toContent, toResponses } from './to-responses.ts';

function hasEtag({ answers }: Operation): boolean {
  return Object.values(answers).some(({ headers }) => headers?.includes('ETag'));
}

function toParameters(route: Route, operation: Operation) {
  const common: readonly (keyof typeof parameters)[] = [
    'Accept-Language',
    ...(typeof route.access === 'string' ? [] : (['DPoP'] as const)),
    ...(operation.keyed ? (['Idempotency-Key'] as const) : []),
    ...(hasEtag(operation) ? (['If-None-Match'] as const) : []),
  ];
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path' as const,
    required: true,
    description: operation.path?.[name] ?? '',
    schema: { type: 'string' as const },
  }));
  return [
    ...inPath,
    ...common.map((name) => ({ $ref: `#/components/parameters/${name}` as const })),
  ];
}

/** One of a route's scopes is enough, so each is a way in of its own. */
function toSecurity({ access }: Route) {
  if (access === 'holder') return [{ holder: [] }];
  return access === 'public' ? [] : access.map((scope) => ({ dpop: [scope] }));
}

/** A route as the document tells it. */
export function toOperation(route: Route, operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, query, body } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description,
    security: toSecurity(route),
    parameters: toParameters(route, operation),
    ...(query === undefined ? {} : { requestParams: { query } }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: toContent(body) } }),
    responses: toResponses(route, operation),
  };
}
