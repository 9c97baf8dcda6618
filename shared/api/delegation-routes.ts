import type { Route } from './routes.ts';

/** Delegations, and reports of loss; part of the one table of routes. */
export const delegationRoutes = [
  {
    method: 'POST',
    path: '/v1/me/delegations',
    handler: 'holding/delegate',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/me/delegations',
    handler: 'holding/show-delegations',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/me/delegations/{id}',
    handler: 'holding/show-delegations',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/delegations/{id}/acceptances',
    handler: 'holding/accept-delegation',
    access: 'holder',
  },
  {
    method: 'DELETE',
    path: '/v1/me/delegations/{id}',
    handler: 'holding/end-delegation',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/licences/{id}/loss-reports',
    handler: 'issuing/report-loss',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/licences/{id}/found-reports',
    handler: 'issuing/report-loss',
    access: 'holder',
  },
] as const satisfies readonly Route[];
