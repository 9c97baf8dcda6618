import type { Route } from './routes.ts';

/** Licences as documents for others than their department, part of the one table of routes. */
export const documentRoutes = [
  {
    method: 'GET',
    path: '/v1/me/licences/{id}/document',
    handler: 'issuing/make-face',
    access: 'holder',
  },
  {
    method: 'GET',
    path: '/v1/retrievals/{id}/annotated-copies/{licenceId}',
    handler: 'issuing/annotate-copy',
    access: ['licences:retrieve'],
  },
] as const satisfies readonly Route[];
