import type { Route } from './routes.ts';

/** Documents under seals, part of the one table of routes. */
export const stampRoutes = [
  {
    method: 'POST',
    path: '/v1/seals/{id}/stamps',
    handler: 'sealing/stamp-document',
    access: ['seals:stamp'],
  },
] as const satisfies readonly Route[];
