import type { Route } from './routes.ts';

/** What holders do with their own licences, and verifiers with a holder's leave; part of the one table of routes. */
export const holderRoutes = [
  { method: 'GET', path: '/v1/me', handler: 'holding/show-own-licences', access: 'holder' },
  {
    method: 'GET',
    path: '/v1/me/licences',
    handler: 'holding/show-own-licences',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/me/licences/{id}',
    handler: 'holding/show-own-licences',
    access: 'holder',
  },
] as const satisfies readonly Route[];
