import type { Operation } from '../../../shared/api/operation.ts';
import type { Route } from '../../../shared/api/routes.ts';
import { catalogue, type ProblemCode } from '../../../shared/problem/catalogue.ts';

const always: readonly ProblemCode[] = [
  'rate-limited',
  'header-too-large',
  'internal-error',
  'service-unavailable',
];
const toCallers: readonly ProblemCode[] = ['unauthenticated', 'forbidden'];
const toBodies: readonly ProblemCode[] = [
  'request-invalid',
  'body-too-large',
  'unsupported-media-type',
];
const toKeys: readonly ProblemCode[] = ['idempotency-key-missing', 'idempotency-mismatch'];

/** OAuth has its own words for these, and an endpoint of it describes them among its answers. */
function isSaidAnotherWay(code: ProblemCode, { answers }: Operation): boolean {
  const isOAuth = 400 in answers;
  return isOAuth && (code === 'unsupported-media-type' || catalogue[code].status in answers);
}

/** Every refusal that a route can give: what follows from what it takes, and what its description adds. */
export function refusalsOf(route: Route, operation: Operation): readonly ProblemCode[] {
  const codes: readonly ProblemCode[] = [
    ...(route.access === 'public' ? [] : toCallers),
    ...(operation.body === undefined ? [] : toBodies),
    ...(operation.keyed ? toKeys : []),
    ...(operation.query === undefined ? [] : (['request-invalid'] as const)),
    ...(operation.path === undefined ? [] : (['not-found'] as const)),
    ...(operation.problems ?? []),
    ...always,
  ];
  return [...new Set(codes)].filter((code) => !isSaidAnotherWay(code, operation));
}
