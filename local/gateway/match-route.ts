import type { Route } from '../../shared/api/routes.ts';

/** A route that a request fits, with its path parameters decoded. */
export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route as an HTTP API does: whole segments, no trailing slash, a fixed segment before a
 * parameter; a path that is not well-formed percent-encoding fits none.
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  const segments = path.split('/');
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const pathParameters = fitSegments(route.path.split('/'), segments);
      return pathParameters ? [{ route, pathParameters }] : [];
    });
  return matches.toSorted((a, b) => countParameters(a) - countParameters(b))[0];
}

const countParameters = (match: RouteMatch) => Object.keys(match.pathParameters).length;

function fitSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  const fits = pattern.every((expected, at) => {
    const given = decodeSegment(segments[at] ?? '');
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined) return given === expected;
    parameters[name] = given ?? '';
    return Boolean(given);
  });
  return fits ? parameters : undefined;
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
