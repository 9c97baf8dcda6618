import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { digestOf } from './digest-of.ts';
import { clients, type DocumentedService, permit } from './documented-service.ts';
import { toIssueRootFiles } from './issue-root-files.ts';
import { makeIssueChain, toDigests } from './issue-roots.ts';
import { makeSampleProvince, type SampleProvince } from './province-pki.ts';
import { claimsOf } from './publishing.ts';
import { serveProvince } from './serve-province.ts';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Other provinces and agreements with them: proposed, confirmed, shown. */
export async function askAboutRecognition(scene: DocumentedService): Promise<void> {
  const { ask, as } = scene;
  const { province: zhejiang, served, statusListPath } = await serveProvince();
  const roots = toIssueRootFiles(await makeIssueChain(zhejiang, [toDigests('a', 'b')]));
  for (const [path, file] of roots) served.files.set(`/${path}`, file);
  const { url, name, code } = zhejiang;
  const names = { url, name, code };
  const next = await makeSampleProvince(names);
  const type = String(permit['type']);
  const govern = async (route: string, path: readonly string[], body: unknown) => {
    const key = randomUUID();
    const proposed = await ask({ route, path, body, key, as: as(clients.one), expect: 202 });
    await ask({
      route: 'POST /v1/proposals/{id}/confirmations',
      path: [String(proposed.body['id'])],
      body: {},
      key,
      as: as(clients.two),
      expect: 200,
    });
  };
  const root = { certificate: base64(zhejiang.root.certificate) };
  await ask({ route: 'GET /v1/provinces', expect: 200 });
  await ask({ route: 'GET /v1/provinces/{code}', path: [names.code], expect: 404 });
  await govern('POST /v1/provinces', [], { ...names, anchors: [root] });
  const { body } = await ask({
    route: 'GET /v1/provinces/{code}',
    path: [names.code],
    expect: 200,
  });
  const [anchor] = body['anchors'] as { fingerprint: string }[];
  await askAboutMirrors(scene, { zhejiang, statusListPath });
  await served.close();
  const second = { certificate: base64(next.root.certificate) };
  await govern('POST /v1/provinces/{code}/anchors', [names.code], second);
  const { fingerprint } = anchor ?? {};
  await govern('POST /v1/provinces/{code}/anchor-retirements', [names.code], { fingerprint });
  const agreement = { id: 'contract', province: names.code, title: '互认协议（示例）' };
  await govern('POST /v1/agreements', [], { ...agreement, types: [{ type }] });
  const further = { types: [{ type: '11100000MB0341032Y901', items: ['KZ_ZS'] }] };
  await govern('POST /v1/agreements/{id}/types', [agreement.id], further);
  await govern('POST /v1/agreements/{id}/ends', [agreement.id], { type });
  const query = `?province=${names.code}&type=${type}`;
  await ask({ route: 'GET /v1/recognitions', query, expect: 200 });
  await ask({ route: 'GET /v1/recognitions', query: '?province=33', expect: 400 });
  const credential = { as: as(clients.licences), expect: 200, body: { credential: 'x' } };
  await ask({ route: 'POST /v1/receipts', ...credential });
  await ask({ route: 'POST /v1/receipts', ...credential, body: {}, expect: 400 });
  await ask({ route: 'GET /v1/agreements', expect: 200 });
  await ask({ route: 'GET /v1/agreements/{id}', path: [agreement.id], expect: 200 });
  await ask({ route: 'GET /v1/agreements/{id}', path: ['none'], expect: 404 });
  await govern('POST /v1/provinces/{code}/removals', [names.code], {});
  const history = { as: as(clients.one), expect: 200 };
  await ask({ route: 'GET /v1/provinces/{code}/history', path: [names.code], ...history });
  await ask({ route: 'GET /v1/agreements/{id}/history', path: [agreement.id], ...history });
}

interface Mirrored {
  readonly zhejiang: SampleProvince;
  readonly statusListPath: string;
}

/** What is mirrored within seconds, and what stood at a time. */
async function askAboutMirrors(
  { ask, service, now }: DocumentedService,
  { zhejiang, statusListPath }: Mirrored,
): Promise<void> {
  const mirror = `${service.urlOf('liaoning')}/mirrors/${zhejiang.code}`;
  // what is mirrored last
  for (let tries = 0; tries < 150 && !(await fetch(`${mirror}/issue-roots/1`)).ok; tries += 1) {
    await pause(100);
  }
  const { code } = zhejiang;
  const list = statusListPath.split('/').at(-1) ?? '';
  const query = `?time=${Math.floor(now() / 1000)}`;
  await ask({ route: 'GET /mirrors/{code}/trust-list', path: [code], expect: 200 });
  await ask({ route: 'GET /mirrors/{code}/trust-list', path: ['440000'], expect: 404 });
  await ask({ route: 'GET /mirrors/{code}/status-lists/{id}', path: [code, list], expect: 200 });
  const [named] = claimsOf(await (await fetch(`${mirror}/trust-list`)).text())[
    'departments'
  ] as readonly { code: string; sheet: string }[];
  const sheet = 'GET /mirrors/{code}/departments/{department}/sheet';
  const path = [code, named?.code ?? ''];
  await ask({ route: sheet, path, query: `?digest=${named?.sheet}`, expect: 200 });
  await ask({ route: sheet, path, query: `?digest=${digestOf('x')}`, expect: 404 });
  const root = 'GET /mirrors/{code}/issue-roots/{number}';
  await ask({ route: root, path: [code, 'latest'], expect: 200 });
  await ask({ route: root, path: [code, '2'], expect: 404 });
  await ask({ route: `${root}/leaves`, path: [code, '1'], expect: 200 });
  await ask({ route: 'GET /status-lists', expect: 200 });
  const past = { query, expect: 200 };
  await ask({ route: 'GET /history/trust-list', ...past });
  await ask({ route: 'GET /history/trust-list', query: '?time=1', expect: 404 });
  await ask({ route: 'GET /history/status-lists/{id}', path: ['l1-000001'], ...past });
  await ask({ route: 'GET /history/mirrors/{code}/trust-list', path: [code], ...past });
  const mirrored = 'GET /history/mirrors/{code}/status-lists/{id}';
  await ask({ route: mirrored, path: [code, list], ...past });
}
