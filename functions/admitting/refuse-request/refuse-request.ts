import { type Route, routes } from '../../../shared/api/routes.ts';
import { Problem } from '../../../shared/problem/problem.ts';

function isAt(path: string, route: Route): boolean {
  const given = path.split('/');
  const wanted = route.path.split('/');
  return (
    given.length === wanted.length &&
    wanted.every((segment, at) =>
      segment.startsWith('{') ? given[at] !== '' : segment === given[at],
    )
  );
}

/**
 * What to say about a request that fits no route: the methods offered at its path, or that there is nothing.
 * @returns Problem `method-not-allowed` with `allow`, or `not-found`
 */
export function refuseRequest(path: string): Problem {
  const allow = routes.filter((route) => isAt(path, route)).map((route) => route.method);
  if (allow.length === 0) return new Problem('not-found');
  return new Problem('method-not-allowed', { allow: [...new Set(allow)] });
}
