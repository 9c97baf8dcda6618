import type { Route } from './routes.ts';

/** What waits for a department's people; part of the one table of routes. */
export const workListRoutes = [
  {
    method: 'GET',
    path: '/v1/work-list',
    handler: 'issuing/list-work',
    access: ['licences:read', 'licences:approve'],
  },
] as const satisfies readonly Route[];
