import { type Route, routes } from './routes.ts';

/** The route of that key (`METHOD /path`, as API Gateway names it); nothing for one that is not in the table. */
export function findRoute(routeKey: string): Route | undefined {
  return routes.find(({ method, path }) => `${method} ${path}` === routeKey);
}
