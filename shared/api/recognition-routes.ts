import type { Route } from './routes.ts';

const proposing = {
  method: 'POST',
  handler: 'governing/propose-change',
  access: ['directory:propose'],
} as const;
const showing = { method: 'GET', handler: 'governing/show-directory', access: 'public' } as const;
const inspecting = {
  method: 'GET',
  handler: 'governing/inspect-directory',
  access: ['directory:read'],
} as const;

/** Other provinces and what is agreed with them, part of the one table of routes. */
export const recognitionRoutes = [
  { ...showing, path: '/v1/provinces' },
  { ...showing, path: '/v1/provinces/{code}' },
  { ...inspecting, path: '/v1/provinces/{code}/history' },
  { ...proposing, path: '/v1/provinces' },
  { ...proposing, path: '/v1/provinces/{code}/anchors' },
  { ...proposing, path: '/v1/provinces/{code}/anchor-retirements' },
  { ...proposing, path: '/v1/provinces/{code}/removals' },
  { ...showing, path: '/v1/agreements' },
  { ...showing, path: '/v1/agreements/{id}' },
  { ...inspecting, path: '/v1/agreements/{id}/history' },
  { ...proposing, path: '/v1/agreements' },
  { ...proposing, path: '/v1/agreements/{id}/types' },
  { ...proposing, path: '/v1/agreements/{id}/ends' },
  {
    method: 'GET',
    path: '/v1/recognitions',
    handler: 'publishing/show-recognition',
    access: 'public',
  },
  {
    method: 'POST',
    path: '/v1/receipts',
    handler: 'publishing/sign-receipt',
    access: ['receipts:make'],
  },
] as const satisfies readonly Route[];
