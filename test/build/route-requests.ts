import type { routes } from '../../shared/api/routes.ts';

/** Whose things a request is about: a department with what stands to its name. */
export interface Tenant {
  readonly seal: string;
  readonly licenceId: string;
  /** Body of `POST /v1/licences` that may be granted to it. */
  readonly application: Readonly<Record<string, unknown>>;
}

/** One request to a route, as good as can be without knowing who sends it. */
export interface RouteRequest {
  /** Whether the route answers each department for its own things only. */
  readonly belongsTo: 'department' | 'province';
  readonly path?: (tenant: Tenant) => string;
  readonly body?: (tenant: Tenant) => unknown;
}

type TableRoute = (typeof routes)[number];
type KeyOf<R> = R extends {
  readonly method: infer M extends string;
  readonly path: infer P extends string;
}
  ? `${M} ${P}`
  : never;

/** A route that is not for everybody; one without a row below does not compile. */
export type ClosedRouteKey = KeyOf<Exclude<TableRoute, { readonly access: 'public' }>>;

const grounds = { legalBasis: '示例法第一条', reason: '示例' };
const nothing = () => ({});

/** An act that is refused for its empty body, so that nothing comes of it. */
const act = { belongsTo: 'province', body: nothing } as const satisfies RouteRequest;
/** A look that names nobody's thing. */
const look = { belongsTo: 'province' } as const satisfies RouteRequest;

/** What the rights matrix sends to every route that is not public. */
export const routeRequests: Readonly<Record<ClosedRouteKey, RouteRequest>> = {
  'POST /v1/seals': {
    belongsTo: 'province',
    body: () => ({ name: '权限测试章（示例）', kind: 'licence-special' }),
  },
  'GET /v1/seals': look,
  'GET /v1/seals/{id}/uses': {
    belongsTo: 'department',
    path: ({ seal }) => `/v1/seals/${seal}/uses`,
  },
  'GET /v1/seals/{id}': { belongsTo: 'department', path: ({ seal }) => `/v1/seals/${seal}` },
  'POST /v1/seals/{id}/state-changes': {
    belongsTo: 'department',
    path: ({ seal }) => `/v1/seals/${seal}/state-changes`,
    body: () => ({ to: 'enabled' }),
  },
  'POST /v1/licences': {
    belongsTo: 'department',
    body: ({ application, seal }) => ({ ...application, seal }),
  },
  'GET /v1/licences': { belongsTo: 'province' },
  'POST /v1/licence-searches': act,
  'GET /v1/licences/{id}': {
    belongsTo: 'department',
    path: ({ licenceId }) => `/v1/licences/${licenceId}`,
  },
  'GET /v1/licences/{id}/document': {
    belongsTo: 'department',
    path: ({ licenceId }) => `/v1/licences/${licenceId}/document`,
  },
  'POST /v1/licences/{id}/versions': {
    belongsTo: 'department',
    path: ({ licenceId }) => `/v1/licences/${licenceId}/versions`,
    body: ({ seal }) => ({ kind: 'replace', seal, ...grounds }),
  },
  'POST /v1/licences/{id}/state-changes': {
    belongsTo: 'department',
    path: ({ licenceId }) => `/v1/licences/${licenceId}/state-changes`,
    body: () => ({ to: 'suspended', ...grounds }),
  },
  'POST /v1/seals/{id}/stamps': {
    belongsTo: 'department',
    path: ({ seal }) => `/v1/seals/${seal}/stamps`,
    body: () => ({ document: { content: 'YQ==' }, form: 'cades' }),
  },
  'POST /v1/uploads': {
    belongsTo: 'province',
    body: () => ({ purpose: 'document', sizeBytes: 1 }),
  },
  'POST /v1/uploads/{id}/completions': act,
  'GET /v1/me': look,
  'GET /v1/me/licences': look,
  'GET /v1/me/licences/{id}': look,
  'POST /v1/me/authorisations': act,
  'GET /v1/me/authorisations': look,
  'GET /v1/me/authorisations/{id}': look,
  'DELETE /v1/me/authorisations/{id}': look,
  'POST /v1/me/show-codes': act,
  'GET /v1/me/uses': look,
  'POST /v1/me/uses/{id}/complaints': act,
  'GET /v1/complaints': look,
  'POST /v1/complaints/{id}/answers': act,
  'POST /v1/me/delegations': act,
  'GET /v1/me/delegations': look,
  'GET /v1/me/delegations/{id}': look,
  'POST /v1/me/delegations/{id}/acceptances': act,
  'DELETE /v1/me/delegations/{id}': look,
  'POST /v1/me/licences/{id}/loss-reports': act,
  'POST /v1/me/licences/{id}/found-reports': act,
  'GET /v1/me/licences/{id}/document': look,
  'POST /v1/retrievals': act,
  'POST /v1/field-checks': act,
  'POST /v1/duty-checks': act,
  'GET /v1/retrievals/{id}/annotated-copies/{licenceId}': look,
  'POST /v1/retrieval-requests': act,
  'GET /v1/retrieval-requests/{id}': look,
  'GET /v1/me/retrieval-requests/{id}': look,
  'POST /v1/me/retrieval-requests/{id}/approvals': act,
  'POST /v1/me/retrieval-requests/{id}/declines': act,
  'POST /v1/bulk-issues': act,
  'POST /v1/bulk-issues/{id}/state-changes': act,
  'GET /v1/bulk-issues': look,
  'GET /v1/bulk-issues/{id}': look,
  'GET /v1/bulk-issues/{id}/results': look,
  'GET /v1/counts': look,
  'GET /v1/province-counts': look,
  'GET /v1/work-list': look,
  'GET /v1/events': look,
  'POST /v1/webhooks': act,
  'GET /v1/webhooks': look,
  'GET /v1/webhooks/{id}': look,
  'PUT /v1/webhooks/{id}': act,
  'DELETE /v1/webhooks/{id}': look,
  'POST /v1/webhooks/{id}/secrets': act,
  'POST /v1/webhooks/{id}/tests': act,
  'GET /v1/webhooks/{id}/deliveries': look,
  'GET /v1/licence-drafts': look,
  'GET /v1/licence-drafts/{id}': look,
  'POST /v1/licence-drafts/{id}/confirmations': act,
  'POST /v1/licence-drafts/{id}/rejections': act,
  'POST /v1/departments': act,
  'PUT /v1/departments/{code}': act,
  'POST /v1/departments/{code}/entitlements': act,
  'POST /v1/departments/{code}/entitlement-ends': act,
  'POST /v1/departments/{code}/duties': act,
  'POST /v1/departments/{code}/duty-ends': act,
  'PUT /v1/licence-types/{code}/versions/{version}': act,
  'POST /v1/clients': act,
  'POST /v1/clients/{id}/keys': act,
  'POST /v1/clients/{id}/key-removals': act,
  'POST /v1/clients/{id}/revocations': act,
  'POST /v1/receipts': act,
  'POST /v1/provinces': act,
  'POST /v1/provinces/{code}/anchors': act,
  'POST /v1/provinces/{code}/anchor-retirements': act,
  'POST /v1/provinces/{code}/removals': act,
  'GET /v1/provinces/{code}/history': look,
  'POST /v1/agreements': act,
  'POST /v1/agreements/{id}/types': act,
  'POST /v1/agreements/{id}/ends': act,
  'GET /v1/agreements/{id}/history': look,
  'POST /v1/proposals/{id}/confirmations': act,
  'POST /v1/proposals/{id}/rejections': act,
  'GET /v1/proposals': look,
  'GET /v1/proposals/{id}': look,
  'GET /v1/clients/{id}': look,
  'GET /v1/clients/{id}/history': look,
  'GET /v1/departments/{code}/history': look,
  'GET /v1/licence-types/{code}/history': look,
};
