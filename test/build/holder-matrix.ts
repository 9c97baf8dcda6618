import type { ClosedRouteKey } from './route-requests.ts';
import type { StrangersCall } from './stranger-clients.ts';

/** Who sends: a company that holds, somebody else, three who act for it, two counters, offices, nobody. */
export const actors = [
  ...(['holder', 'otherHolder', 'inScope', 'outOfScope', 'withdrawn'] as const),
  ...(['counter', 'otherCounter', 'department', 'province', 'nobody'] as const),
] as const;
export type Actor = (typeof actors)[number];

/** Whoever has logged in as somebody. */
const persons: readonly Actor[] = ['holder', 'otherHolder', 'inScope', 'outOfScope', 'withdrawn'];
const holder: readonly Actor[] = ['holder'];
const counter: readonly Actor[] = ['counter'];

/** What stands of the holder's while the matrix is filled: each made anew once somebody used it up. */
export interface MatrixScene {
  readonly calls: Readonly<Record<Actor, StrangersCall>>;
  readonly licenceId: string;
  /** Of each delegate, the delegation that they accepted. */
  readonly delegations: Readonly<Partial<Record<Actor, string>>>;
  readonly until: string;
  fresh(what: Thing): Promise<string>;
}

/** An authorisation; a code of one; what was retrieved; a counter's request; an offer to `inScope`; the licence, valid or lost. */
export type Thing = 'leave' | 'code' | 'retrieval' | 'request' | 'offer' | 'valid' | 'lost';

/** The good request of one route, as its holder or counter would send it. */
export interface HolderRow {
  /** Who gets an answer; everybody else is refused. */
  readonly open: readonly Actor[];
  /** Of those, who may read of the licence in it; everybody unless told. */
  readonly sees?: readonly Actor[];
  readonly uses?: Thing;
  readonly path?: (thing: string, scene: MatrixScene) => string;
  readonly body?: (scene: MatrixScene, actor: Actor, thing: string) => object;
}

/** Every route of holders and of retrieval; one without a row below does not compile. */
export type HolderRouteKey = Extract<
  ClosedRouteKey,
  `${string} /v1/me` | `${string} /v1/me/${string}` | `${string} /v1/retrieval${string}`
>;

const purpose = { itemCode: '210102-0001', words: '示例用途' };
const own = ({ licenceId }: MatrixScene) => licenceId;

const leaveOf = ({ licenceId, delegations, until }: MatrixScene, actor: Actor) => ({
  type: 'yinzheng-licence-use',
  licences: [{ licenceId, items: ['holders'] }],
  verifier: { client: 'shenyang-market-regulation-counter' },
  ...{ purpose, until, maxUses: 2, annotatedCopy: true },
  ...(delegations[actor] === undefined ? {} : { delegation: delegations[actor] }),
});

export const makers = {
  leave: (scene: MatrixScene) => leaveOf(scene, 'holder'),
  request: ({ licenceId }: MatrixScene) => ({
    licences: [{ type: licenceId.split('.')[0], items: [{ name: 'holders' }] }],
    purpose,
  }),
  offer: ({ licenceId, until }: MatrixScene, code: string) => ({
    ...{ delegate: { codeType: '111', code }, licences: [licenceId], until },
  }),
  retrieval: (code: string) => ({ code, itemCode: purpose.itemCode, purpose: purpose.words }),
};

/** Of the sample persons, to whom the matrix's offers go. */
export const delegateCodes = {
  inScope: '21010319670807375X',
  outOfScope: '210103195008030973',
  withdrawn: '330106195602142085',
} as const;

export const holderRows: Readonly<Record<HolderRouteKey, HolderRow>> = {
  'GET /v1/me': { open: persons, sees: [] },
  'GET /v1/me/licences': { open: persons, sees: holder },
  'GET /v1/me/licences/{id}': { open: holder, path: (_, scene) => own(scene) },
  'GET /v1/me/licences/{id}/document': {
    ...{ open: holder, uses: 'valid', path: (_, scene) => own(scene) },
  },
  'POST /v1/me/authorisations': { open: ['holder', 'inScope'], body: leaveOf },
  'GET /v1/me/authorisations': { open: persons, sees: ['holder', 'inScope'] },
  'GET /v1/me/authorisations/{id}': { open: holder, uses: 'leave', path: (id) => id },
  'DELETE /v1/me/authorisations/{id}': { open: holder, uses: 'leave', path: (id) => id },
  'POST /v1/me/show-codes': {
    ...{ open: holder, uses: 'leave' },
    body: (_, __, authorisationId) => ({ authorisationId }),
  },
  'GET /v1/me/uses': { open: persons, sees: holder },
  'POST /v1/me/uses/{id}/complaints': {
    ...{ open: holder, uses: 'retrieval', path: (id) => id },
    body: () => ({ words: '示例' }),
  },
  'POST /v1/me/delegations': {
    open: holder,
    body: (scene) => makers.offer(scene, delegateCodes.inScope),
  },
  'GET /v1/me/delegations': { open: persons, sees: ['holder', 'inScope', 'withdrawn'] },
  'GET /v1/me/delegations/{id}': {
    ...{ open: ['holder', 'inScope'], uses: 'offer', path: (id) => id },
  },
  'POST /v1/me/delegations/{id}/acceptances': {
    ...{ open: ['inScope'], uses: 'offer', path: (id) => id, body: () => ({}) },
  },
  'DELETE /v1/me/delegations/{id}': {
    ...{ open: ['holder', 'inScope'], uses: 'offer', path: (id) => id },
  },
  'POST /v1/me/licences/{id}/loss-reports': {
    ...{ open: holder, uses: 'valid', path: (_, scene) => own(scene), body: () => ({}) },
  },
  'POST /v1/me/licences/{id}/found-reports': {
    ...{ open: holder, uses: 'lost', path: (_, scene) => own(scene), body: () => ({}) },
  },
  // whoever scanned it may look at a request, and say no to it
  'GET /v1/me/retrieval-requests/{id}': {
    ...{ open: persons, sees: [], uses: 'request', path: (id) => id },
  },
  'POST /v1/me/retrieval-requests/{id}/approvals': {
    ...{ open: holder, uses: 'request', path: (id) => id },
    body: ({ licenceId }) => ({ licences: [{ licenceId, items: ['holders'] }] }),
  },
  'POST /v1/me/retrieval-requests/{id}/declines': {
    ...{ open: persons, sees: [], uses: 'request', path: (id) => id, body: () => ({}) },
  },
  'POST /v1/retrievals': {
    ...{ open: counter, uses: 'code' },
    body: (_, __, code) => makers.retrieval(code),
  },
  'GET /v1/retrievals/{id}/annotated-copies/{licenceId}': {
    ...{ open: counter, uses: 'retrieval', path: (id) => id },
  },
  'POST /v1/retrieval-requests': {
    ...{ open: ['counter', 'otherCounter'], sees: [], body: makers.request },
  },
  'GET /v1/retrieval-requests/{id}': {
    ...{ open: counter, sees: [], uses: 'request', path: (id) => id },
  },
};
