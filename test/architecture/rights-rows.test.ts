import { expect, it } from 'vitest';
import { type Route, routes } from '../../shared/api/routes.ts';
import { isClosed, keyOf } from '../build/rights-cells.ts';
import { routeRequests } from '../build/route-requests.ts';

const table: readonly Route[] = routes;

it('sends the rights matrix to every closed route, and has no row for any other', () => {
  expect(Object.keys(routeRequests).sort()).toEqual(table.filter(isClosed).map(keyOf).sort());
});

it('names each route once, with an access that somebody can have', () => {
  const keys = table.map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { access } of table) if (access !== 'public') expect(access.length).toBeGreaterThan(0);
});
