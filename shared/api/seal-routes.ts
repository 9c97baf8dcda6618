import type { Route } from './routes.ts';

/** Seals and what they were used for, part of the one table of routes. */
export const sealRoutes = [
  { method: 'POST', path: '/v1/seals', handler: 'sealing/apply-for-seal', access: ['seals:apply'] },
  {
    method: 'GET',
    path: '/v1/seals',
    handler: 'sealing/list-seals',
    access: ['seals:read', 'seals:apply', 'seals:make', 'seals:keep'],
  },
  {
    method: 'GET',
    path: '/v1/seals/{id}',
    handler: 'sealing/show-seal',
    access: ['seals:read', 'seals:apply', 'seals:make', 'seals:keep'],
  },
  {
    method: 'POST',
    path: '/v1/seals/{id}/state-changes',
    handler: 'sealing/change-seal-state',
    access: ['seals:make', 'seals:keep'],
  },
  {
    method: 'GET',
    path: '/v1/seals/{id}/uses',
    handler: 'issuing/list-seal-uses',
    access: ['seals:read', 'seals:keep'],
  },
] as const satisfies readonly Route[];
