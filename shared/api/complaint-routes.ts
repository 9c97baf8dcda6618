import type { Route } from './routes.ts';

/** Whoever uses licences hears what their holders have against it. */
const users = ['licences:retrieve', 'licences:check', 'licences:look-up'] as const;

/** What holders have against uses of their licences; part of the one table of routes. */
export const complaintRoutes = [
  {
    method: 'POST',
    path: '/v1/me/uses/{id}/complaints',
    handler: 'holding/complain',
    access: 'holder',
  },
  { method: 'GET', path: '/v1/complaints', handler: 'holding/handle-complaints', access: users },
  {
    method: 'POST',
    path: '/v1/complaints/{id}/answers',
    handler: 'holding/handle-complaints',
    access: users,
  },
] as const satisfies readonly Route[];
