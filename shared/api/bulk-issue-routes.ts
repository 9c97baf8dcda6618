import type { Route } from './routes.ts';

/** Issuing by the hundred thousand, part of the one table of routes. */
export const bulkIssueRoutes = [
  {
    method: 'POST',
    path: '/v1/bulk-issues',
    handler: 'issuing/take-bulk-issues',
    access: ['licences:issue', 'licences:change'],
  },
  {
    method: 'POST',
    path: '/v1/bulk-issues/{id}/state-changes',
    handler: 'issuing/take-bulk-issues',
    access: ['licences:issue', 'licences:change', 'licences:approve'],
  },
  {
    method: 'GET',
    path: '/v1/bulk-issues',
    handler: 'issuing/show-bulk-issues',
    access: ['licences:issue', 'licences:read', 'licences:approve'],
  },
  {
    method: 'GET',
    path: '/v1/bulk-issues/{id}',
    handler: 'issuing/show-bulk-issues',
    access: ['licences:issue', 'licences:read', 'licences:approve'],
  },
  {
    method: 'GET',
    path: '/v1/bulk-issues/{id}/results',
    handler: 'issuing/show-bulk-issues',
    access: ['licences:issue', 'licences:read', 'licences:approve'],
  },
  {
    method: 'GET',
    path: '/v1/licence-types/{code}/bulk-template',
    handler: 'issuing/show-bulk-issues',
    access: 'public',
  },
] as const satisfies readonly Route[];
