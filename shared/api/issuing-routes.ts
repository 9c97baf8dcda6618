import type { Route } from './routes.ts';

/** Licences and the drafts of licences, part of the one table of routes. */
export const issuingRoutes = [
  {
    method: 'POST',
    path: '/v1/licences',
    handler: 'issuing/issue-licence',
    access: ['licences:issue'],
  },
  {
    method: 'GET',
    path: '/v1/licences',
    handler: 'issuing/list-licences',
    access: ['licences:read'],
  },
  {
    method: 'POST',
    path: '/v1/licence-searches',
    handler: 'issuing/search-licences',
    access: ['licences:read'],
  },
  {
    method: 'GET',
    path: '/v1/licences/{id}',
    handler: 'issuing/show-licence',
    access: ['licences:read'],
  },
  {
    method: 'GET',
    path: '/v1/licences/{id}/document',
    handler: 'issuing/make-face',
    access: ['licences:read'],
  },
  {
    method: 'POST',
    path: '/v1/licences/{id}/versions',
    handler: 'issuing/issue-version',
    access: ['licences:issue'],
  },
  {
    method: 'POST',
    path: '/v1/licences/{id}/state-changes',
    handler: 'issuing/change-licence-state',
    access: ['licences:change'],
  },
  {
    method: 'GET',
    path: '/v1/licence-drafts',
    handler: 'issuing/show-licence-drafts',
    access: ['licences:read', 'licences:approve'],
  },
  {
    method: 'GET',
    path: '/v1/licence-drafts/{id}',
    handler: 'issuing/show-licence-drafts',
    access: ['licences:read', 'licences:approve'],
  },
  {
    method: 'POST',
    path: '/v1/licence-drafts/{id}/confirmations',
    handler: 'issuing/decide-licence-draft',
    access: ['licences:approve'],
  },
  {
    method: 'POST',
    path: '/v1/licence-drafts/{id}/rejections',
    handler: 'issuing/decide-licence-draft',
    access: ['licences:approve', 'licences:issue'],
  },
] as const satisfies readonly Route[];
