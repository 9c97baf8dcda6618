import type { Route } from './routes.ts';

const serving = { method: 'GET', handler: 'publishing/serve-shelf', access: 'public' } as const;

/** Files of other provinces as they are mirrored, and what stood before, part of the one table of routes. */
export const publicFileRoutes = [
  { ...serving, path: '/sandbox/licences' },
  { ...serving, path: '/status-lists' },
  { ...serving, path: '/mirrors/{code}/trust-list' },
  { ...serving, path: '/mirrors/{code}/status-lists/{id}' },
  { ...serving, path: '/mirrors/{code}/departments/{department}/sheet' },
  { ...serving, path: '/mirrors/{code}/issue-roots/{number}' },
  { ...serving, path: '/mirrors/{code}/issue-roots/{number}/leaves' },
  { ...serving, path: '/history/trust-list' },
  { ...serving, path: '/history/status-lists/{id}' },
  { ...serving, path: '/history/mirrors/{code}/trust-list' },
  { ...serving, path: '/history/mirrors/{code}/status-lists/{id}' },
] as const satisfies readonly Route[];
