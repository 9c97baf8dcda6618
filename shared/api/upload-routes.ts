import type { Route } from './routes.ts';

/** Files too large for a body, part of the one table of routes. */
export const uploadRoutes = [
  {
    method: 'POST',
    path: '/v1/uploads',
    handler: 'issuing/take-upload',
    access: ['licences:issue', 'seals:stamp'],
  },
  {
    method: 'POST',
    path: '/v1/uploads/{id}/completions',
    handler: 'issuing/take-upload',
    access: ['licences:issue', 'seals:stamp'],
  },
  {
    method: 'GET',
    path: '/v1/uploads/{id}/content',
    handler: 'issuing/serve-upload',
    access: 'public',
  },
] as const satisfies readonly Route[];
