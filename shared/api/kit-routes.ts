import type { Route } from './routes.ts';

/** The offline kit and what names licence types to strangers, part of the one table of routes. */
export const kitRoutes = [
  { method: 'GET', path: '/offline-kit', handler: 'publishing/serve-shelf', access: 'public' },
  {
    method: 'GET',
    path: '/offline-kit/parts/{digest}',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/licence-types/{code}',
    handler: 'governing/show-directory',
    access: 'public',
  },
] as const satisfies readonly Route[];
