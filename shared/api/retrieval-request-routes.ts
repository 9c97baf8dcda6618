import type { Route } from './routes.ts';

/** What counters ask holders for; part of the one table of routes. */
export const retrievalRequestRoutes = [
  {
    method: 'POST',
    path: '/v1/retrieval-requests',
    handler: 'holding/ask-for-licences',
    access: ['licences:retrieve'],
  },
  {
    method: 'GET',
    path: '/v1/retrieval-requests/{id}',
    handler: 'holding/ask-for-licences',
    access: ['licences:retrieve'],
  },
  {
    method: 'GET',
    path: '/v1/me/retrieval-requests/{id}',
    handler: 'holding/decide-request',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/retrieval-requests/{id}/approvals',
    handler: 'holding/decide-request',
    access: 'holder',
  },
  {
    method: 'POST',
    path: '/v1/me/retrieval-requests/{id}/declines',
    handler: 'holding/decide-request',
    access: 'holder',
  },
] as const satisfies readonly Route[];
