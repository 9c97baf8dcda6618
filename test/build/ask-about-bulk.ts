import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { bulkPath } from './bulk-files.ts';
import { clients, type DocumentedService, permit } from './documented-service.ts';

const path = (id: unknown) => [String(id)];

/** The first rows of the sample file, in one part. */
async function uploadRows({ ask, as }: DocumentedService): Promise<string> {
  const rows = readFileSync(bulkPath('food-clean.csv'), 'utf8').split('\n').slice(0, 4).join('\n');
  const body = { purpose: 'bulk', sizeBytes: Buffer.byteLength(rows) };
  const clerk = as(clients.licences);
  const opened = await ask({ route: 'POST /v1/uploads', as: clerk, body, expect: 201 });
  const [part] = opened.body['parts'] as readonly { readonly url: string }[];
  const put = await fetch(part?.url ?? '', { method: 'PUT', body: rows });
  const id = String(opened.body['uploadId']);
  await ask({
    route: 'POST /v1/uploads/{id}/completions',
    as: clerk,
    path: [id],
    body: { parts: [{ number: 1, tag: put.headers.get('etag') }] },
    expect: 200,
  });
  return id;
}

/** Renewals by a query, only looked at: what is asked for is told again. */
async function askByQuery({ ask, as }: DocumentedService, type: string, seal: string | undefined) {
  const clerk = as(clients.licences);
  const route = 'POST /v1/bulk-issues';
  const renewal = { legalBasis: '示例法第一条', reason: '延续（示例）' };
  const body = { operation: 'renew', type, seal, start: 'never' };
  const query = { expiringUntil: '2026-12-31', renewal };
  await ask({ route, as: clerk, body: { ...body, query }, expect: 201 });
  const change = { to: 'suspended', ...renewal };
  await ask({ route, as: clerk, body: { ...body, query: { ...query, change } }, expect: 400 });
  await ask({ route, as: clerk, body: { ...body, operation: 'issue', query }, expect: 400 });
}

/** A job from its file to its result. */
export async function askAboutBulkIssues(scene: DocumentedService): Promise<void> {
  const { ask, as, service } = scene;
  const clerk = as(clients.licences);
  const show = async (id: readonly string[]) =>
    (await ask({ route: 'GET /v1/bulk-issues/{id}', as: clerk, path: id, expect: 200 })).body;
  const until = async (id: readonly string[], state: string) => {
    while ((await show(id))['state'] !== state) await pause(200);
  };
  const route = 'POST /v1/bulk-issues';
  const { seal } = service.client('liaoning', clients.licences);
  const upload = await uploadRows(scene);
  const body = { type: permit['type'], seal, upload, format: 'csv' };
  const taken = await ask({ route, as: clerk, body, expect: 201 });
  const id = path(taken.body['jobId']);
  const unknown = { ...body, upload: 'upload-00000000000000000000000000' };
  await ask({ route, as: clerk, body: unknown, expect: 400 });
  await until(id, 'checked');
  const change = 'POST /v1/bulk-issues/{id}/state-changes';
  await ask({ route: change, as: clerk, path: id, body: { to: 'paused' }, expect: 409 });
  await ask({ route: change, as: clerk, path: id, body: { to: 'running' }, expect: 200 });
  const results = 'GET /v1/bulk-issues/{id}/results';
  await ask({ route: results, as: clerk, path: id, expect: [200, 202] });
  await until(id, 'finished');
  for (let current = false; !current; await pause(200)) {
    const answered = await ask({ route: results, as: clerk, path: id, expect: [200, 202] });
    current = answered.body['isCurrent'] === true;
  }
  await askByQuery(scene, String(permit['type']), seal);
  const list = 'GET /v1/bulk-issues';
  await ask({ route: list, as: clerk, query: '?limit=1', expect: 200 });
  await ask({ route: list, as: clerk, query: '?limit=0', expect: 400 });
  const nobodys = ['bulk-00000000000000000000000000'];
  await ask({ route: results, as: clerk, path: nobodys, expect: 404 });
  const template = 'GET /v1/licence-types/{code}/bulk-template';
  const type = [String(permit['type'])];
  await ask({ route: template, path: type, query: '?format=csv', expect: 200 });
  await ask({ route: template, path: type, expect: 200 });
  await ask({ route: template, path: type, query: '?format=pdf', expect: 400 });
  await ask({ route: template, path: ['11100000MB0341032Y900'], expect: 404 });
}
