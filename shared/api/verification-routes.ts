import type { Route } from './routes.ts';

/** Verifying many at once, part of the one table of routes. */
export const verificationRoutes = [
  {
    method: 'POST',
    path: '/v1/verifications/batch',
    handler: 'verifying/verify-batch',
    access: 'public',
  },
] as const satisfies readonly Route[];
