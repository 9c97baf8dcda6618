import { clients, type DocumentedService } from './documented-service.ts';

/** What holders see of their own. */
export async function askAboutOwnLicences({ ask, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  await ask({ route: 'GET /v1/me', as: company, expect: 200 });
  await ask({ route: 'GET /v1/me', expect: 401 });
  const list = 'GET /v1/me/licences';
  const { body } = await ask({ route: list, as: company, query: '?limit=1', expect: 200 });
  await ask({ route: list, as: company, query: '?limit=0', expect: 400 });
  const [licence] = body['licences'] as { licenceId: string }[];
  const path = [String(licence?.licenceId)];
  await ask({ route: 'GET /v1/me/licences/{id}', as: company, path, expect: 200 });
  await ask({ route: 'GET /v1/me/licences/{id}', as: company, path: ['x'], expect: 404 });
  const stranger = await asHolder('person-3');
  await ask({ route: 'GET /v1/me/licences/{id}', as: stranger, path, expect: 404 });
  const face = 'GET /v1/me/licences/{id}/document';
  await ask({ route: face, as: company, path, expect: 200 });
  await ask({ route: face, as: stranger, path, expect: 404 });
}

const until = '2026-11-23T00:00:00Z';
const itemCode = '210102-0001';
const purpose = { itemCode, words: '示例用途' };

/** Leave that holders give, their codes, what counters retrieve by them, and what holders see of it. */
export async function askAboutUse({ ask, as, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  const { body } = await ask({ route: 'GET /v1/me/licences', as: company, expect: 200 });
  const [licence] = body['licences'] as { licenceId: string }[];
  const give = 'POST /v1/me/authorisations';
  const leave = {
    type: 'yinzheng-licence-use',
    licences: [{ licenceId: licence?.licenceId, items: ['holders'] }],
    verifier: { client: clients.counter },
    ...{ purpose, until, maxUses: 2, annotatedCopy: true },
  };
  const given = await ask({ route: give, as: company, body: leave, key: 'leave-1', expect: 201 });
  await ask({ route: give, as: company, body: leave, key: 'leave-1', expect: 201 });
  await ask({
    route: give,
    as: company,
    body: { ...leave, maxUses: 1 },
    key: 'leave-1',
    expect: 422,
  });
  await ask({
    route: give,
    as: company,
    body: { ...leave, until: '2020-01-01T00:00:00Z' },
    expect: 400,
  });
  await ask({ route: give, as: company, body: { ...leave, verifier: {} }, expect: 400 });
  await ask({ route: give, as: company, body: leave, key: '', expect: 400 });
  await ask({ route: give, body: leave, expect: 401 });
  await ask({ route: give, as: as(clients.counter), body: leave, expect: 401 });
  const path = [String(given.body['authorisationId'])];
  const show = 'GET /v1/me/authorisations/{id}';
  await ask({ route: 'GET /v1/me/authorisations', as: company, query: '?limit=1', expect: 200 });
  const { authorisationId } = given.body;
  const makeCode = 'POST /v1/me/show-codes';
  const shown = await ask({ route: makeCode, as: company, body: { authorisationId }, expect: 201 });
  const spoken = { authorisationId, counter: clients.counter };
  const told = await ask({ route: makeCode, as: company, body: spoken, expect: 201 });
  await ask({ route: makeCode, as: company, body: { authorisationId: 'x' }, expect: 400 });
  const code = String(shown.body['address']).split('#')[1];
  const counter = as(clients.counter);
  const retrieve = 'POST /v1/retrievals';
  const asked = { code, itemCode, purpose: purpose.words };
  const first = { route: retrieve, as: counter, body: asked, key: 'retrieval-1', expect: 201 };
  const retrieved = await ask(first);
  await ask(first);
  const copy = 'GET /v1/retrievals/{id}/annotated-copies/{licenceId}';
  const copied = [String(retrieved.body['retrievalId']), String(licence?.licenceId)];
  await ask({ route: copy, as: counter, path: copied, expect: 200 });
  await ask({ route: copy, as: counter, path: ['x', 'x'], expect: 404 });
  await ask({ route: retrieve, as: counter, body: asked, expect: 404 });
  const { spokenCode } = told.body;
  await ask({ route: retrieve, as: counter, body: { ...asked, spokenCode }, expect: 400 });
  const bySpeech = { spokenCode, itemCode, purpose: purpose.words };
  await ask({ route: retrieve, as: counter, body: bySpeech, expect: 201 });
  await ask({ route: retrieve, as: as(clients.licences), body: asked, expect: 403 });
  await ask({ route: makeCode, as: company, body: { authorisationId }, expect: 409 });
  await ask({ route: show, as: company, path, expect: 200 });
  await ask({ route: show, as: await asHolder('person-3'), path, expect: 404 });
  const withdraw = 'DELETE /v1/me/authorisations/{id}';
  await ask({ route: withdraw, as: await asHolder('person-3'), path, key: '', expect: 404 });
  await ask({ route: withdraw, as: company, path, key: '', expect: 204 });
  await ask({ route: withdraw, as: company, path, key: '', expect: 204 });
  const useId = String(retrieved.body['retrievalId']);
  await askAboutComplaints({ ask, as, asHolder }, useId);
  await ask({ route: 'GET /v1/me/uses', as: company, query: '?limit=2', expect: 200 });
}

/** What a holder has against a use, and what its department says to it. */
async function askAboutComplaints(
  { ask, as, asHolder }: Pick<DocumentedService, 'ask' | 'as' | 'asHolder'>,
  useId: string,
): Promise<void> {
  const company = await asHolder('company-2');
  const counter = as(clients.counter);
  const body = { words: '我没有办理过（示例）' };
  const complain = 'POST /v1/me/uses/{id}/complaints';
  const made = { route: complain, as: company, path: [useId], body, key: 'complaint-1' };
  const { complaintId } = (await ask({ ...made, expect: 201 })).body;
  await ask({ ...made, expect: 201 });
  await ask({ ...made, key: 'complaint-2', expect: 409 });
  await ask({ route: complain, as: company, path: [useId], body: { words: '' }, expect: 400 });
  const other = await asHolder('person-3');
  await ask({ route: complain, as: other, path: [useId], body, expect: 404 });
  await ask({ route: 'GET /v1/complaints', as: counter, query: '?limit=1', expect: 200 });
  const answer = 'POST /v1/complaints/{id}/answers';
  const path = [String(complaintId)];
  await ask({ route: answer, as: counter, path, body, expect: 201 });
  await ask({ route: answer, as: counter, path, body, expect: 409 });
  await ask({ route: answer, as: counter, path: ['x'], body, expect: 404 });
}

/** Leave that holders let others give, and what they report lost. */
export async function askAboutDelegations({ ask, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  const agent = await asHolder('person-3');
  const { body } = await ask({ route: 'GET /v1/me/licences', as: company, expect: 200 });
  const [licence] = body['licences'] as { licenceId: string }[];
  const offer = 'POST /v1/me/delegations';
  const delegate = { codeType: '111', code: '21010319670807375X' };
  const offered = { delegate, licences: [licence?.licenceId], until };
  const given = await ask({ route: offer, as: company, body: offered, expect: 201 });
  await ask({ route: offer, as: company, body: { ...offered, licences: [] }, expect: 400 });
  const path = [String(given.body['delegationId'])];
  const list = 'GET /v1/me/delegations';
  await ask({ route: list, as: agent, query: '?limit=1', expect: 200 });
  await ask({ route: 'GET /v1/me/delegations/{id}', as: agent, path, expect: 200 });
  await ask({
    route: 'GET /v1/me/delegations/{id}',
    as: await asHolder('person-4'),
    path,
    expect: 404,
  });
  const accept = 'POST /v1/me/delegations/{id}/acceptances';
  await ask({ route: accept, as: company, path, body: {}, expect: 403 });
  await ask({ route: accept, as: agent, path, body: {}, expect: 200 });
  await ask({ route: accept, as: agent, path, body: {}, expect: 409 });
  const end = 'DELETE /v1/me/delegations/{id}';
  await ask({ route: end, as: await asHolder('person-4'), path, key: '', expect: 404 });
  await ask({ route: end, as: company, path, key: '', expect: 204 });
  const own = [String(licence?.licenceId)];
  const found = 'POST /v1/me/licences/{id}/found-reports';
  const lost = 'POST /v1/me/licences/{id}/loss-reports';
  await ask({ route: found, as: company, path: own, body: {}, expect: 409 });
  await ask({ route: lost, as: agent, path: own, body: {}, expect: 404 });
  await ask({ route: lost, as: company, path: own, body: {}, expect: 200 });
  await ask({ route: lost, as: company, path: own, body: {}, expect: 409 });
  await ask({ route: found, as: company, path: own, body: {}, expect: 200 });
}

/** What a counter asks a holder for. */
export async function askAboutRequests({ ask, as, asHolder }: DocumentedService): Promise<void> {
  const company = await asHolder('company-2');
  const counter = as(clients.counter);
  const { body } = await ask({ route: 'GET /v1/me/licences', as: company, expect: 200 });
  const [licence] = body['licences'] as { licenceId: string; type: string }[];
  const route = 'POST /v1/retrieval-requests';
  const wanted = { licences: [{ type: licence?.type, items: [{ name: 'holders' }] }], purpose };
  const first = await ask({ route, as: counter, body: wanted, expect: 201 });
  await ask({ route, as: counter, body: { ...wanted, licences: [] }, expect: 400 });
  const path = [String(first.body['requestId'])];
  const hear = 'GET /v1/retrieval-requests/{id}';
  await ask({ route: hear, as: counter, path, query: '?wait=0', expect: 200 });
  await ask({ route: hear, as: counter, path, query: '?wait=99', expect: 400 });
  await ask({ route: hear, as: counter, path: ['x'], expect: 404 });
  await ask({ route: 'GET /v1/me/retrieval-requests/{id}', as: company, path, expect: 200 });
  await ask({ route: 'GET /v1/me/retrieval-requests/{id}', as: company, path: ['x'], expect: 404 });
  const approve = 'POST /v1/me/retrieval-requests/{id}/approvals';
  const none = { licences: [{ licenceId: licence?.licenceId, items: [] }] };
  await ask({ route: approve, as: company, path, body: none, expect: 400 });
  const all = { licences: [{ licenceId: licence?.licenceId, items: ['holders'] }] };
  await ask({ route: approve, as: company, path, body: all, expect: 201 });
  await ask({ route: approve, as: company, path, body: all, expect: 409 });
  const asked = { requestId: path[0], itemCode, purpose: purpose.words };
  await ask({ route: 'POST /v1/retrievals', as: counter, body: asked, expect: 201 });
  const second = await ask({ route, as: counter, body: wanted, expect: 201 });
  const other = [String(second.body['requestId'])];
  const decline = 'POST /v1/me/retrieval-requests/{id}/declines';
  await ask({ route: decline, as: company, path: other, body: {}, expect: 200 });
  await ask({ route: decline, as: company, path: other, body: {}, expect: 409 });
}
