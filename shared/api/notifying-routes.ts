import type { Route } from './routes.ts';

/** What happened, fetched or posted; part of the one table of routes. */
export const notifyingRoutes = [
  {
    method: 'GET',
    path: '/v1/events',
    handler: 'notifying/show-events',
    access: ['events:read'],
  },
  {
    method: 'GET',
    path: '/v1/counts',
    handler: 'notifying/show-events',
    access: ['events:read'],
  },
  {
    method: 'GET',
    path: '/v1/province-counts',
    handler: 'notifying/show-events',
    access: ['directory:read'],
  },
  {
    method: 'POST',
    path: '/v1/webhooks',
    handler: 'notifying/keep-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'GET',
    path: '/v1/webhooks',
    handler: 'notifying/show-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'GET',
    path: '/v1/webhooks/{id}',
    handler: 'notifying/show-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'PUT',
    path: '/v1/webhooks/{id}',
    handler: 'notifying/keep-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'DELETE',
    path: '/v1/webhooks/{id}',
    handler: 'notifying/keep-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'POST',
    path: '/v1/webhooks/{id}/secrets',
    handler: 'notifying/keep-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'POST',
    path: '/v1/webhooks/{id}/tests',
    handler: 'notifying/keep-webhooks',
    access: ['webhooks:keep'],
  },
  {
    method: 'GET',
    path: '/v1/webhooks/{id}/deliveries',
    handler: 'notifying/show-webhooks',
    access: ['webhooks:keep'],
  },
] as const satisfies readonly Route[];
