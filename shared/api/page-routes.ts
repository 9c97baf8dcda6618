import type { Route } from './routes.ts';

const page = { method: 'GET', handler: 'verifying/serve-pages', access: 'public' } as const;

/** Pages for people, part of the one table of routes. */
export const pageRoutes = [
  { ...page, path: '/counter' },
  { ...page, path: '/counter-worker.js' },
  { ...page, path: '/desk' },
  { ...page, path: '/developers' },
  { ...page, path: '/me' },
  { ...page, path: '/a' },
  { ...page, path: '/q' },
  { ...page, path: '/r' },
  { ...page, path: '/pages/{file}' },
] as const satisfies readonly Route[];
