import type { Route } from './routes.ts';

/** Who there is and who may do what: proposed, confirmed, shown; part of the one table of routes. */
export const directoryRoutes = [
  {
    method: 'GET',
    path: '/v1/departments',
    handler: 'governing/show-directory',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/v1/departments/{code}',
    handler: 'governing/show-directory',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/v1/licence-types',
    handler: 'governing/show-directory',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/v1/licence-types/{code}',
    handler: 'governing/show-directory',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/v1/licence-types/{code}/versions/{version}',
    handler: 'governing/show-directory',
    access: 'public',
  },
  {
    method: 'POST',
    path: '/v1/departments',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'PUT',
    path: '/v1/departments/{code}',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/departments/{code}/entitlements',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/departments/{code}/entitlement-ends',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/departments/{code}/duties',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/departments/{code}/duty-ends',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'PUT',
    path: '/v1/licence-types/{code}/versions/{version}',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/clients',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/clients/{id}/keys',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/clients/{id}/key-removals',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/clients/{id}/revocations',
    handler: 'governing/propose-change',
    access: ['directory:propose'],
  },
  {
    method: 'POST',
    path: '/v1/proposals/{id}/confirmations',
    handler: 'governing/decide-proposal',
    access: ['directory:confirm'],
  },
  {
    method: 'POST',
    path: '/v1/proposals/{id}/rejections',
    handler: 'governing/decide-proposal',
    access: ['directory:confirm', 'directory:propose'],
  },
  {
    method: 'GET',
    path: '/v1/proposals',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
  {
    method: 'GET',
    path: '/v1/proposals/{id}',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
  {
    method: 'GET',
    path: '/v1/clients/{id}',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
  {
    method: 'GET',
    path: '/v1/clients/{id}/history',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
  {
    method: 'GET',
    path: '/v1/departments/{code}/history',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
  {
    method: 'GET',
    path: '/v1/licence-types/{code}/history',
    handler: 'governing/inspect-directory',
    access: ['directory:read'],
  },
] as const satisfies readonly Route[];
