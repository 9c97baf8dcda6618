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
  {
    method: 'POST',
    path: '/v1/me/authorisations',
    handler: 'holding/authorise-use',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/me/authorisations',
    handler: 'holding/show-authorisations',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/me/authorisations/{id}',
    handler: 'holding/show-authorisations',
    access: 'holder',
  },
  {
    method: 'DELETE',
    path: '/v1/me/authorisations/{id}',
    handler: 'holding/withdraw-authorisation',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/show-codes',
    handler: 'holding/make-show-code',
    access: 'holder',
  },
  { method: 'GET', path: '/v1/me/uses', handler: 'holding/list-uses', access: 'holder' },
  {
    method: 'POST',
    path: '/v1/retrievals',
    handler: 'holding/retrieve-licences',
    access: ['licences:retrieve'],
  },
] as const satisfies readonly Route[];
