import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uploadBulkFile } from '../../cli/bulk/upload-file.ts';
import { logInAsSample } from '../../cli/holder-login.ts';
import { openSession, type ServiceSession } from '../../cli/service-client.ts';
import { readCloud } from '../../infra/rights/read-cloud.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import { bulkPath } from '../build/bulk-files.ts';
import type { RecordedCall } from '../build/call-recorder.ts';
import { toApplicationBody } from '../build/licences.ts';
import { makeToRequests, refusedBy, toConstruct } from '../build/recorded-rights.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

/**
 * The embedded run asks nobody for rights: a call that the cloud would refuse goes through. So every
 * call to an engine is written down with the function that made it, and asked of the templates' roles.
 */
const region = 'cn-north-1';
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-calls-'));
const file = join(folder, 'calls.jsonl');
const recorder = new URL('../build/call-recorder.ts', import.meta.url).href;
let service: RunningService;

beforeAll(async () => {
  writeFileSync(file, '');
  service = await startRunningService({
    environment: { NODE_OPTIONS: `--import=${recorder}`, RECORDED_CALLS: file },
  });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const as = (clientId: string) => openSession(service.client('liaoning', clientId));
let keys = 0;
async function post(session: ServiceSession, path: string, body: unknown) {
  keys += 1;
  // what may be put is named by a code; all else is posted
  const method = /^\/v1\/(departments|webhooks)\/[\w-]+$/.test(path) ? 'PUT' : 'POST';
  return (await session.call({ method, path, body, idempotencyKey: `rights-${keys}` })).body;
}
const get = async (session: ServiceSession, path: string) =>
  (await session.call({ method: 'GET', path })).body;

async function workWithLicences(): Promise<void> {
  const market = as('shenyang-market-regulation-licences');
  const { seal } = service.client('liaoning', 'shenyang-market-regulation-licences');
  const issued = await post(market, '/v1/licences', { ...toApplicationBody('foodPermit'), seal });
  const path = `/v1/licences/${issued['licenceId']}`;
  const grounds = { legalBasis: '示例法第一条', reason: '示例' };
  await post(market, `${path}/state-changes`, { to: 'suspended', ...grounds });
  await post(market, `${path}/state-changes`, { to: 'valid', ...grounds });
  // of another holder: links are put, and taken away
  const holders = [{ name: '示例', codeType: '001', code: '91210102MAL3C6TE94' }];
  await post(market, `${path}/versions`, { kind: 'change', seal, holders, ...grounds });
  await get(market, path);
  await get(market, `${path}/document`);
  await get(
    market,
    `/v1/recognitions?province=330000&type=${toApplicationBody('foodPermit')['type']}`,
  );
  await post(market, '/v1/receipts', { credential: issued['credential'] });
  await get(market, '/v1/licences');
  const [{ codeType, code }] = toApplicationBody('foodPermit')['holders'] as [
    Record<string, string>,
  ];
  await post(market, '/v1/licence-searches', { holder: { codeType, code } });
  await post(market, '/v1/licence-searches', { number: issued['number'] });
  await get(market, `/v1/seals/${seal}`);
  await get(market, '/v1/seals');
  await get(market, `/v1/seals/${seal}/uses`);
}

async function workWithDrafts(): Promise<void> {
  const drafter = as('dalian-natural-resources-licences');
  const approver = as('dalian-natural-resources-approver');
  const { seal } = service.client('liaoning', 'dalian-natural-resources-licences');
  const draft = async (number: string) => {
    const body = { ...toApplicationBody('realEstateTitle'), seal, number };
    return post(drafter, '/v1/licences', body);
  };
  const one = await draft('辽(2026)示例不动产权第7000001号');
  const { previewDigest } = one;
  await get(approver, '/v1/licence-drafts');
  await get(approver, `/v1/licence-drafts/${one['draftId']}`);
  await post(approver, `/v1/licence-drafts/${one['draftId']}/confirmations`, { previewDigest });
  const other = await draft('辽(2026)示例不动产权第7000002号');
  await post(approver, `/v1/licence-drafts/${other['draftId']}/rejections`, { reason: '示例' });
}

async function upload(): Promise<void> {
  const market = as('shenyang-market-regulation-licences');
  const opened = await post(market, '/v1/uploads', { purpose: 'document', sizeBytes: 3 });
  const [part] = opened['parts'] as readonly { readonly url: string }[];
  const put = await fetch(part?.url ?? '', { method: 'PUT', body: 'abc' });
  const parts = [{ number: 1, tag: put.headers.get('etag') }];
  await post(market, `/v1/uploads/${opened['uploadId']}/completions`, { parts });
  const { seal } = service.client('liaoning', 'shenyang-market-regulation-licences');
  const document = { upload: opened['uploadId'] };
  await post(market, `/v1/seals/${seal}/stamps`, { document, form: 'cades' });
  const address = `${service.urlOf('liaoning')}/v1/uploads/${opened['uploadId']}/content`;
  await fetch(address);
}

async function issueInBulk(): Promise<void> {
  const market = as('shenyang-market-regulation-licences');
  const { seal } = service.client('liaoning', 'shenyang-market-regulation-licences');
  const rows = join(folder, 'rows.csv');
  writeFileSync(
    rows,
    readFileSync(bulkPath('food-clean.csv'), 'utf8').split('\n').slice(0, 3).join('\n'),
  );
  const upload = await uploadBulkFile(market, rows, 'rights-bulk');
  const asked = { type: '11100000MB0341032Y902', seal, upload, format: 'csv', start: 'on-word' };
  const { jobId } = await post(market, '/v1/bulk-issues', asked);
  const path = `/v1/bulk-issues/${jobId}`;
  while ((await get(market, path))['state'] === 'checking') await pause(200);
  await post(market, `${path}/state-changes`, { to: 'running' });
  while ((await get(market, path))['state'] === 'running') await pause(200);
  while ((await get(market, `${path}/results`))['isCurrent'] !== true) await pause(200);
  await get(market, '/v1/bulk-issues');
  await fetch(`${service.urlOf('liaoning')}/v1/licence-types/${asked.type}/bulk-template`);
}

async function keepWebhooks(): Promise<void> {
  const market = as('shenyang-market-regulation-licences');
  // nobody listens there
  const address = 'http://127.0.0.1:9/events';
  const { webhookId } = await post(market, '/v1/webhooks', { address });
  const path = `/v1/webhooks/${webhookId}`;
  await post(market, path, { address, state: 'enabled' });
  await post(market, `${path}/secrets`, {});
  await post(market, `${path}/tests`, {});
  for (const look of [
    '/v1/webhooks',
    path,
    `${path}/deliveries`,
    '/v1/events',
    '/v1/counts?month=2026-11',
    '/v1/work-list',
  ])
    await get(market, look);
  await workWithLicences();
  await pause(1500);
  const headers = await market.authorise('DELETE', path);
  await fetch(`${service.urlOf('liaoning')}${path}`, { method: 'DELETE', headers });
}

async function govern(): Promise<void> {
  const [one, two] = [as('liaoning-governor-one'), as('liaoning-governor-two')];
  await get(one, '/v1/province-counts?month=2026-11');
  const code = '11210100MB9Y10046B';
  const department = { name: '沈阳市卫生健康委（示例）', division: '210100' };
  const proposed = await post(one, `/v1/departments/${code}`, department);
  await post(two, `/v1/proposals/${proposed['id']}/confirmations`, {});
  const again = await post(one, `/v1/departments/${code}`, {
    ...department,
    name: '又一名（示例）',
  });
  await post(two, `/v1/proposals/${again['id']}/rejections`, { reason: '示例' });
  await get(one, '/v1/proposals');
  await get(one, `/v1/departments/${code}/history`);
  for (const path of ['departments', `departments/${code}`, 'licence-types']) {
    await fetch(`${service.urlOf('liaoning')}/v1/${path}`);
  }
}

async function workAsHolder(): Promise<void> {
  const send = await sendAs('company-2');
  const { licences } = await send('GET', '/v1/me/licences');
  const { licenceId } = (licences as unknown as { licenceId: string }[])[0] ?? {};
  await send('GET', `/v1/me/licences/${licenceId}`);
  const counter = 'shenyang-market-regulation-counter';
  const purpose = { itemCode: '210102-0001', words: '示例' };
  const { authorisationId } = await send('POST', '/v1/me/authorisations', {
    ...{ type: 'yinzheng-licence-use', purpose, verifier: { client: counter }, maxUses: 2 },
    annotatedCopy: true,
    licences: [{ licenceId, items: ['holders'] }],
    until: new Date(Date.now() + 3600_000).toISOString(),
  });
  const { address = '' } = await send('POST', '/v1/me/show-codes', { authorisationId });
  const { spokenCode } = await send('POST', '/v1/me/show-codes', { authorisationId, counter });
  const asked = { itemCode: purpose.itemCode, purpose: purpose.words };
  const shown = { ...asked, code: address.split('#')[1] };
  const { retrievalId } = await post(as(counter), '/v1/retrievals', shown);
  await get(as(counter), `/v1/retrievals/${retrievalId}/annotated-copies/${licenceId}`);
  await send('GET', `/v1/me/licences/${licenceId}/document`);
  await post(as(counter), '/v1/retrievals', { ...asked, spokenCode });
  const said = { words: '示例' };
  const complaint = await send('POST', `/v1/me/uses/${retrievalId}/complaints`, said);
  await post(as(counter), `/v1/complaints/${complaint['complaintId']}/answers`, said);
  await get(as(counter), '/v1/complaints');
  for (const path of ['authorisations', `authorisations/${authorisationId}`, 'uses']) {
    await send('GET', `/v1/me/${path}`);
  }
  await send('DELETE', `/v1/me/authorisations/${authorisationId}`);
  const { type } = (licences as unknown as { type: string }[])[0] ?? {};
  const wanted = { licences: [{ type, items: [] }], purpose };
  for (const decision of ['approvals', 'declines']) {
    const { requestId } = await post(as(counter), '/v1/retrieval-requests', wanted);
    const path = `/v1/me/retrieval-requests/${requestId}`;
    await send('GET', path);
    const given = decision === 'approvals' ? { licences: [{ licenceId, items: [] }] } : {};
    await send('POST', `${path}/${decision}`, given);
    await get(as(counter), `/v1/retrieval-requests/${requestId}`);
    if (decision === 'approvals')
      await post(as(counter), '/v1/retrievals', { ...asked, requestId });
  }
  for (const what of ['loss', 'found']) {
    await send('POST', `/v1/me/licences/${licenceId}/${what}-reports`, {});
  }
  await delegate(send, String(licenceId));
  const [identifier, number] = [licences, licences].map(
    (of, at) =>
      (of as unknown as { identifier: string; number: string }[])[0]?.[
        at ? 'number' : 'identifier'
      ],
  );
  const department = String(licenceId).split('.')[1];
  for (const licence of [{ identifier }, { type, department, number }])
    await post(as(counter), '/v1/field-checks', { licence, holder: { name: '示例' }, purpose });
  const duty = {
    ...{ type: toApplicationBody('foodPermit')['type'], items: [], caseNumber: '示例' },
    purpose: { ...purpose, itemCode: '210102-0107' },
  };
  const inspector = as('shenyang-market-regulation-inspector');
  await post(inspector, '/v1/duty-checks', { ...duty, licenceId });
  const holder = { codeType: '001', code: '91210102MAL3C6TE94' };
  await post(inspector, '/v1/duty-checks', { ...duty, holder });
}

type Send = (method: string, path: string, body?: unknown) => Promise<Record<string, string>>;

async function sendAs(account: string): Promise<Send> {
  const province = service.urlOf('liaoning');
  const { access_token } = await logInAsSample({ province, account });
  const send: Send = async (method, path, body) => {
    keys += 1;
    const headers = {
      authorization: `Bearer ${access_token}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': `holder-${keys}` },
    };
    const response = await fetch(`${province}${path}`, {
      ...{ method, headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === 503) {
      // one attempt at signing, and a busy machine
      await pause(2000);
      return send(method, path, body);
    }
    expect([method, path, response.status < 300 ? '' : text]).toEqual([method, path, '']);
    return (text === '' ? {} : JSON.parse(text)) as Record<string, string>;
  };
  return send;
}

async function delegate(asHolder: Send, licenceId: string): Promise<void> {
  const until = new Date(Date.now() + 3600_000).toISOString();
  const { delegationId } = await asHolder('POST', '/v1/me/delegations', {
    delegate: { codeType: '111', code: '21010319670807375X' },
    ...{ licences: [licenceId], until },
  });
  const asDelegate = await sendAs('person-3');
  await asDelegate('GET', '/v1/me/delegations');
  await asDelegate('GET', `/v1/me/delegations/${delegationId}`);
  await asDelegate('POST', `/v1/me/delegations/${delegationId}/acceptances`, {});
  await asDelegate('POST', '/v1/me/authorisations', {
    ...{ type: 'yinzheng-licence-use', delegation: delegationId, verifier: { anyone: true } },
    ...{ purpose: { itemCode: '210102-0001', words: '示例' }, until },
    licences: [{ licenceId, items: [] }],
  });
  await asHolder('DELETE', `/v1/me/delegations/${delegationId}`);
}

async function readFiles(): Promise<void> {
  const url = service.urlOf('liaoning');
  for (const path of ['trust-list', 'departments/11210100MB9Y10046B/sheet', 'status-lists/none']) {
    await fetch(`${url}/${path}`);
  }
}

const calls = () =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall)
    .filter(({ method }) => method !== 'RUN');

it('every call that a function makes is one that its role permits', {
  timeout: 60_000,
}, async () => {
  await keepWebhooks();
  await workWithDrafts();
  await upload();
  await issueInBulk();
  await govern();
  await workAsHolder();
  await readFiles();
  // the publishers' turn: streams and queues are followed several times a second
  await pause(2000);

  const cloud = readCloud(synthesise(region));
  const toRequests = makeToRequests(cloud, region);
  const made = calls();
  const refused = made.flatMap((call) => refusedBy(cloud, call.by, toRequests(call)));
  const asking = new Set(made.map(({ by }) => toConstruct(by)));
  const silent = cloud.functions
    .filter(({ name, statements }) => statements.length > 1 && !asking.has(name))
    .map(({ name }) => name);
  console.info(
    `rights: ${made.length} calls by ${asking.size} functions, ${refused.length} refused`,
  );
  expect([...new Set(refused)].sort()).toEqual([]);
  // tokens are revoked in the tests of tokens
  expect(silent).toEqual(['RevokeToken']);
});
