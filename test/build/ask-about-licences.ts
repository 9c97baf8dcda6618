import { clients, type DocumentedService, permit } from './documented-service.ts';

const grounds = { legalBasis: '《示例法》第一条', reason: '示例' };
const nobody = 'seal-00000000000000000000000000';

/** An id of the same form that is not this one. */
const other = (id = '') => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;

/** Licences, and their verification. */
export async function askAboutLicences({ ask, as, service }: DocumentedService): Promise<void> {
  const route = 'POST /v1/licences';
  const body = { ...permit, seal: service.client('liaoning', clients.licences).seal };
  const key = 'contract-1';
  const issued = await ask({ route, as: as(clients.licences), body, key, expect: 201 });
  await ask({ route, as: as(clients.licences), body, key, expect: 201 });
  await ask({
    route,
    as: as(clients.licences),
    body: { ...body, issued: '2026-11-21' },
    key,
    expect: 422,
  });
  await ask({ route, as: as(clients.licences), body, key: '', expect: 400 });
  await ask({ route, as: as(clients.licences), body: { ...body, more: 1 }, expect: 400 });
  await ask({ route, as: as(clients.licences), body: '{', expect: 400 });
  await ask({
    route,
    as: as(clients.licences),
    body,
    headers: { 'content-type': 'text/plain' },
    expect: 415,
  });
  const large = { ...body, more: 'x'.repeat(200_000) };
  await ask({ route, as: as(clients.licences), body: large, expect: 413 });
  await ask({
    route,
    as: as(clients.licences),
    body,
    headers: { 'x-long': 'x'.repeat(11_000) },
    expect: 431,
  });
  await ask({
    route,
    as: as(clients.licences),
    body: { ...body, type: '11100000000013338W032' },
    expect: 403,
  });
  await ask({ route, body, expect: 401 });
  await ask({ route, as: as(clients.one), body, expect: 403 });
  const list = 'GET /v1/licences';
  await ask({ route: list, as: as(clients.licences), query: '?limit=1&state=valid', expect: 200 });
  await ask({ route: list, as: as(clients.licences), query: '?limit=0', expect: 400 });
  const search = 'POST /v1/licence-searches';
  const found = { number: issued.body['number'] };
  await ask({ route: search, as: as(clients.licences), body: found, key: '', expect: 200 });
  await ask({ route: search, as: as(clients.licences), body: {}, key: '', expect: 400 });
  const show = 'GET /v1/licences/{id}';
  const path = [String(issued.body['licenceId'])];
  await ask({ route: show, as: as(clients.licences), path, expect: 200 });
  await ask({
    route: show,
    as: as(clients.licences),
    path: [other(path[0])],
    expect: 404,
  });
  const face = 'GET /v1/licences/{id}/document';
  await ask({ route: face, as: as(clients.licences), path, expect: 200 });
  await ask({ route: face, as: as(clients.licences), path: [nobody], expect: 404 });
  const change = 'POST /v1/licences/{id}/state-changes';
  const suspended = { to: 'suspended', ...grounds, lossReported: true };
  await ask({ route: change, as: as(clients.licences), path, body: suspended, expect: 200 });
  await ask({ route: change, as: as(clients.licences), path, body: suspended, expect: 409 });
  await ask({ route: change, as: as(clients.licences), path, body: { to: 'lost' }, expect: 400 });
  await ask({ route: show, as: as(clients.licences), path, expect: 200 });
  const version = 'POST /v1/licences/{id}/versions';
  const { seal } = body;
  const replaced = { kind: 'replace', seal, ...grounds };
  await ask({ route: version, as: as(clients.licences), path, body: replaced, expect: 201 });
  const given = { ...replaced, kind: 'reinstate' };
  await ask({ route: version, as: as(clients.licences), path, body: given, expect: 409 });
  const wrong = { ...replaced, kind: 'lost' };
  await ask({ route: version, as: as(clients.licences), path, body: wrong, expect: 400 });
  await ask({ route: show, as: as(clients.licences), path, expect: 200 });
  const batch = 'POST /v1/verifications/batch';
  const items = [{ credential: issued.body['credential'] }, { credential: 'nonsense' }];
  await ask({ route: batch, body: { items }, key: '', expect: 200 });
  await ask({ route: batch, body: { items: [] }, key: '', expect: 400 });
  const verify = 'POST /v1/verifications';
  const { credential } = issued.body;
  for (const presented of [credential, 'nonsense', `${String(credential)}x~`]) {
    await ask({ route: verify, body: { credential: presented }, key: '', expect: 200 });
  }
  await ask({
    route: verify,
    body: { credential },
    key: '',
    headers: { 'content-type': 'text/html' },
    expect: 415,
  });
  await ask({ route: verify, body: {}, key: '', expect: 400 });
}

/** Drafts that a second person confirms or rejects. */
export async function askAboutDrafts({ ask, as, service }: DocumentedService): Promise<void> {
  const clerk = as('dalian-natural-resources-licences');
  const approver = as('dalian-natural-resources-approver');
  const body = {
    type: '11100000MB03271699001',
    seal: service.client('liaoning', 'dalian-natural-resources-licences').seal,
    number: '辽(2026)示例不动产权第0000001号',
    holders: permit['holders'],
    items: {
      KZ_GYQK: '单独所有',
      KZ_ZL: '辽宁省大连市示例路1号',
      KZ_BDCDYH: '210202001001GB00001F00010001',
      KZ_QLLX: '国有建设用地使用权',
      KZ_YT: '办公',
      KZ_MJ: '120.5',
    },
  };
  const route = 'POST /v1/licences';
  const kept = await ask({ route, as: clerk, body, expect: 202 });
  const taken = await ask({ route, as: clerk, body: { ...body, number: '示例二' }, expect: 202 });
  const path = [String(kept.body['draftId'])];
  const list = 'GET /v1/licence-drafts';
  await ask({ route: list, as: approver, query: '?limit=1', expect: 200 });
  await ask({ route: list, as: approver, query: '?cursor=x', expect: 400 });
  await ask({ route: 'GET /v1/licence-drafts/{id}', as: approver, path, expect: 200 });
  await ask({ route: 'GET /v1/licence-drafts/{id}', as: approver, expect: 404 });
  const confirm = 'POST /v1/licence-drafts/{id}/confirmations';
  const { previewDigest } = kept.body;
  await ask({ route: confirm, as: clerk, path, body: { previewDigest }, expect: 403 });
  const other = { previewDigest: 'A'.repeat(43) };
  await ask({ route: confirm, as: approver, path, body: other, expect: 409 });
  await ask({ route: confirm, as: approver, path, body: { previewDigest }, expect: 201 });
  await ask({ route: 'GET /v1/licence-drafts/{id}', as: approver, path, expect: 200 });
  const reject = 'POST /v1/licence-drafts/{id}/rejections';
  await ask({ route: reject, as: approver, path, body: { reason: '示例' }, expect: 409 });
  const second = [String(taken.body['draftId'])];
  await ask({ route: reject, as: clerk, path: second, body: { reason: '示例' }, expect: 200 });
}

/** Seals, from the application to the end. */
export async function askAboutSeals({ ask, as, service }: DocumentedService): Promise<void> {
  const applicant = as('shenyang-market-regulation-seal-applicant');
  const route = 'POST /v1/seals';
  const body = { name: '合同专用章（示例）', kind: 'contract' };
  const applied = await ask({ route, as: applicant, body, expect: 201 });
  await ask({ route, as: applicant, body: { kind: 'contract' }, expect: 400 });
  const path = [String(applied.body['id'])];
  await ask({ route: 'GET /v1/seals/{id}', as: applicant, path, expect: 200 });
  await ask({ route: 'GET /v1/seals/{id}', as: applicant, path: [nobody], expect: 404 });
  const change = 'POST /v1/seals/{id}/state-changes';
  const maker = as('liaoning-seal-maker');
  const keeper = as('shenyang-market-regulation-seal-keeper');
  await ask({ route: change, as: keeper, path, body: { to: 'enabled' }, expect: 409 });
  await ask({ route: change, as: maker, path, body: { to: 'made' }, expect: 200 });
  await ask({ route: change, as: keeper, path, body: { to: 'enabled' }, expect: 200 });
  const told = { to: 'suspended', reason: '示例', compromisedFrom: '2026-11-22T09:00:00Z' };
  await ask({ route: change, as: maker, path, body: told, expect: 403 });
  const early = { ...told, compromisedFrom: '2999-01-01T00:00:00Z' };
  await ask({ route: change, as: keeper, path, body: early, expect: 400 });
  await ask({ route: change, as: keeper, path, body: told, expect: 200 });
  const replaces = { seal: path[0], ground: 'compromise' };
  await ask({ route, as: applicant, body: { ...body, replaces }, expect: 201 });
  const expiry = { seal: path[0], ground: 'expiry' };
  await ask({ route, as: applicant, body: { ...body, replaces: expiry }, expect: 409 });
  const list = 'GET /v1/seals';
  await ask({ route: list, as: applicant, query: '?limit=1', expect: 200 });
  await ask({ route: list, as: applicant, query: '?cursor=x', expect: 400 });
  await ask({ route: list, as: maker, expect: 400 });
  const uses = 'GET /v1/seals/{id}/uses';
  const used = [String(service.client('liaoning', clients.licences).seal)];
  await ask({ route: uses, as: keeper, path: used, query: '?limit=1', expect: 200 });
  await ask({ route: uses, as: keeper, path: used, query: '?cursor=x', expect: 400 });
  await ask({ route: uses, as: keeper, path: [nobody], expect: 404 });
  const end = { to: 'cancelled', reason: '示例' };
  await ask({ route: change, as: keeper, path, body: end, expect: 200 });
  await ask({ route: 'GET /v1/seals/{id}', as: applicant, path, expect: 200 });
}

/** A document, uploaded in one part. */
export async function askAboutUploads({ ask, as, service }: DocumentedService): Promise<void> {
  const clerk = as(clients.licences);
  const route = 'POST /v1/uploads';
  const body = { purpose: 'document', sizeBytes: 3 };
  const opened = await ask({ route, as: clerk, body, expect: 201 });
  await ask({ route, as: clerk, body: { ...body, sizeBytes: 21 * 1024 * 1024 }, expect: 400 });
  const complete = 'POST /v1/uploads/{id}/completions';
  const path = [String(opened.body['uploadId'])];
  const missing = { parts: [{ number: 1, tag: '"0"' }] };
  await ask({ route: complete, as: clerk, path, body: missing, expect: 409 });
  const content = 'GET /v1/uploads/{id}/content';
  await ask({ route: content, path, expect: 404 });
  const [part] = opened.body['parts'] as readonly { readonly url: string }[];
  const put = await fetch(part?.url ?? '', { method: 'PUT', body: 'abc' });
  const whole = { parts: [{ number: 1, tag: put.headers.get('etag') }] };
  await ask({ route: complete, as: clerk, path, body: whole, expect: 200 });
  await ask({ route: content, path, expect: 200 });
  const stamp = 'POST /v1/seals/{id}/stamps';
  const seal = [String(service.client('liaoning', clients.licences).seal)];
  const document = { content: 'YWJj' };
  await ask({
    route: stamp,
    as: clerk,
    path: seal,
    body: { document, form: 'cades' },
    expect: 201,
  });
  const page = [{ page: 1, x: 10, y: 10 }];
  const visible = { document, placements: page };
  await ask({ route: stamp, as: clerk, path: seal, body: visible, expect: 422 });
  await ask({ route: stamp, as: clerk, path: seal, body: { document }, expect: 400 });
}
