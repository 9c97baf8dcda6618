import type { Route } from './routes.ts';

/** What is asked of licences without their holder's leave; part of the one table of routes. */
export const checkRoutes = [
  {
    method: 'POST',
    path: '/v1/field-checks',
    handler: 'holding/answer-field-check',
    access: ['licences:check'],
  },
  {
    method: 'POST',
    path: '/v1/duty-checks',
    handler: 'holding/look-up-by-duty',
    access: ['licences:look-up'],
  },
] as const satisfies readonly Route[];
