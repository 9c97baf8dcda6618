import type { Access } from '../domain/rights.ts';
import { bulkIssueRoutes } from './bulk-issue-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { complaintRoutes } from './complaint-routes.ts';
import { delegationRoutes } from './delegation-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { holderRoutes } from './holder-routes.ts';
import { issuingRoutes } from './issuing-routes.ts';
import { kitRoutes } from './kit-routes.ts';
import { notifyingRoutes } from './notifying-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { publicFileRoutes } from './public-file-routes.ts';
import { recognitionRoutes } from './recognition-routes.ts';
import { retrievalRequestRoutes } from './retrieval-request-routes.ts';
import { sealRoutes } from './seal-routes.ts';
import { stampRoutes } from './stamp-routes.ts';
import { uploadRoutes } from './upload-routes.ts';
import { verificationRoutes } from './verification-routes.ts';
import { workListRoutes } from './work-list-routes.ts';

export type Zone =
  | 'governing'
  | 'admitting'
  | 'sealing'
  | 'issuing'
  | 'holding'
  | 'verifying'
  | 'publishing'
  | 'notifying'
  | 'supervising';

/** One route: who serves it, and who may call it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Folder under `functions/`, `<zone>/<verb-noun>`. */
  readonly handler: `${Zone}/${string}`;
  readonly access: Access;
}

/**
 * Every route there is: the authoriser, the gateway, CDK and the API document read this table, so a
 * route that is not in it does not exist, and one in it cannot lack its rights.
 */
export const routes = [
  { method: 'POST', path: '/oauth/token', handler: 'admitting/issue-token', access: 'public' },
  { method: 'POST', path: '/oauth/revoke', handler: 'admitting/revoke-token', access: 'public' },
  {
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
    handler: 'admitting/show-metadata',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/.well-known/oauth-protected-resource',
    handler: 'admitting/show-metadata',
    access: 'public',
  },
  ...directoryRoutes,
  ...sealRoutes,
  ...recognitionRoutes,
  ...issuingRoutes,
  ...uploadRoutes,
  ...stampRoutes,
  ...holderRoutes,
  ...documentRoutes,
  ...bulkIssueRoutes,
  ...notifyingRoutes,
  ...workListRoutes,
  ...delegationRoutes,
  ...retrievalRequestRoutes,
  ...complaintRoutes,
  ...checkRoutes,
  {
    method: 'POST',
    path: '/v1/verifications',
    handler: 'verifying/verify-licence',
    access: 'public',
  },
  ...publicFileRoutes,
  {
    method: 'GET',
    path: '/status-lists/{id}',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  { method: 'GET', path: '/trust-list', handler: 'publishing/serve-shelf', access: 'public' },
  {
    method: 'GET',
    path: '/departments/{code}/sheet',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/issue-roots/{number}',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/issue-roots/{number}/leaves',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  {
    method: 'GET',
    path: '/.well-known/jwt-vc-issuer',
    handler: 'publishing/serve-shelf',
    access: 'public',
  },
  ...kitRoutes,
  ...verificationRoutes,
  ...pageRoutes,
  { method: 'GET', path: '/openapi.json', handler: 'admitting/describe-api', access: 'public' },
  {
    method: 'GET',
    path: '/problems/{code}',
    handler: 'admitting/describe-service',
    access: 'public',
  },
  { method: 'GET', path: '/healthz', handler: 'admitting/describe-service', access: 'public' },
  { method: 'GET', path: '/version', handler: 'admitting/describe-service', access: 'public' },
] as const satisfies readonly Route[];

/** `METHOD /path`, as API Gateway names it. */
export type RouteKey = `${Route['method']} /${string}`;
