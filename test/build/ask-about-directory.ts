import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import { makeProofMaker } from '../../cli/proof-maker.ts';
import { openSession } from '../../cli/service-client.ts';
import { clients, type DocumentedService, permit } from './documented-service.ts';

/** Of a client that is registered on the way, and may ask three times a minute. */
const newKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  format: 'jwk',
});

/** What is public in the directory. */
export async function askAboutDirectory({ ask, service }: DocumentedService): Promise<void> {
  const departments = await ask({ route: 'GET /v1/departments', query: '?limit=2', expect: 200 });
  await ask({
    route: 'GET /v1/departments',
    query: `?cursor=${departments.body['next']}`,
    expect: 200,
  });
  await ask({ route: 'GET /v1/departments', query: '?cursor=x', expect: 400 });
  const department = service.samples('liaoning')[0]?.department ?? '';
  await ask({ route: 'GET /v1/departments/{code}', path: [department], expect: 200 });
  await ask({ route: 'GET /v1/departments/{code}', expect: 404 });
  await ask({ route: 'GET /v1/licence-types', expect: 200 });
  const type = String(permit['type']);
  await ask({ route: 'GET /v1/licence-types/{code}', path: [type], expect: 200 });
  await ask({ route: 'GET /v1/licence-types/{code}', expect: 404 });
  const version = 'GET /v1/licence-types/{code}/versions/{version}';
  await ask({ route: version, path: [type, '1'], expect: 200 });
  await ask({ route: version, path: [type, '99'], expect: 404 });
}

/** Every change of the directory, proposed, confirmed or rejected. */
export async function askAboutProposals({ ask, as, service }: DocumentedService): Promise<void> {
  const department = '11210000MB9Y10097E';
  const code = service.samples('liaoning')[0]?.department ?? '';
  const type = String(permit['type']);
  const { x = '', y = '' } = newKey;
  const publicKey = { kid: 'contract-key', kty: 'EC', crv: 'P-256', x, y };
  const client = 'shenyang-market-regulation-approver';
  const { kid } = service.client('liaoning', client);
  const definition = await ask({
    route: 'GET /v1/licence-types/{code}',
    path: [type],
    expect: 200,
  });
  const next = { ...(definition.body['licenceType'] as object), version: 2 };
  const grants = await ask({ route: 'GET /v1/departments/{code}', path: [code], expect: 200 });
  const [held] = grants.body['entitlements'] as { type: string; from: string }[];
  const proposals: [string, string[], unknown][] = [
    ['POST /v1/departments', [], { code: department, name: '示例局（示例）', division: '210000' }],
    ['PUT /v1/departments/{code}', [code], { name: '更名局（示例）' }],
    [
      'POST /v1/departments/{code}/entitlements',
      [code],
      { type: '11100000MB03271699001', from: '2026-12-01T00:00:00.000Z' },
    ],
    [
      'POST /v1/departments/{code}/duties',
      [code],
      {
        ...{ type, itemCode: '210102-0001', legalBasis: '《示例法》第一条', items: ['holders'] },
        ...{ checksPerDay: 10, from: '2026-12-01T00:00:00.000Z' },
      },
    ],
    [
      'POST /v1/departments/{code}/duty-ends',
      [code],
      { type, itemCode: '210102-0107', until: '2027-01-01T00:00:00.000Z' },
    ],
    [
      'POST /v1/departments/{code}/entitlement-ends',
      [code],
      { ...held, until: '2027-01-01T00:00:00.000Z' },
    ],
    ['PUT /v1/licence-types/{code}/versions/{version}', [type, '2'], next],
    [
      'POST /v1/clients',
      [],
      {
        id: 'contract-client',
        name: '契约测试（示例）',
        scopes: ['licences:read'],
        department: code,
        keys: [publicKey],
        requestsPerMinute: 3,
      },
    ],
    ['POST /v1/clients/{id}/keys', [client], publicKey],
    ['POST /v1/clients/{id}/revocations', [client], {}],
  ];
  const made: string[] = [];
  for (const [route, path, body] of proposals) {
    const { body: proposal } = await ask({ route, as: as(clients.one), path, body, expect: 202 });
    made.push(String(proposal['id']));
    await ask({ route, as: as(clients.licences), path, body, expect: 403 });
    await ask({ route, as: as(clients.one), path, body: [], expect: 400 });
  }
  const removal = 'POST /v1/clients/{id}/key-removals';
  await ask({ route: removal, as: as(clients.one), path: [client], body: { kid }, expect: 409 });
  const confirm = 'POST /v1/proposals/{id}/confirmations';
  const [first = ''] = made;
  await ask({ route: confirm, as: as(clients.one), path: [first], body: {}, expect: 403 });
  for (const id of made.slice(0, -1)) {
    await ask({ route: confirm, as: as(clients.two), path: [id], body: {}, expect: 200 });
  }
  await ask({ route: confirm, as: as(clients.two), path: [first], body: {}, expect: 409 });
  const reject = 'POST /v1/proposals/{id}/rejections';
  const last = [made.at(-1) ?? ''];
  await ask({
    route: reject,
    as: as(clients.two),
    path: last,
    body: { reason: '示例' },
    expect: 200,
  });
  await ask({ route: removal, as: as(clients.one), path: [client], body: { kid }, expect: 202 });
  await ask({ route: 'GET /v1/proposals', as: as(clients.one), query: '?state=open', expect: 200 });
  await ask({ route: 'GET /v1/proposals', as: as(clients.one), query: '?cursor=x', expect: 400 });
  await ask({ route: 'GET /v1/proposals/{id}', as: as(clients.one), path: last, expect: 200 });
  await ask({ route: 'GET /v1/proposals/{id}', as: as(clients.one), expect: 404 });
  await ask({
    route: 'GET /v1/clients/{id}',
    as: as(clients.one),
    path: ['contract-client'],
    expect: 200,
  });
  await ask({ route: 'GET /v1/clients/{id}', as: as(clients.one), expect: 404 });
  await ask({
    route: 'GET /v1/clients/{id}/history',
    as: as(clients.one),
    path: [client],
    expect: 200,
  });
  await ask({
    route: 'GET /v1/departments/{code}/history',
    as: as(clients.one),
    path: [code],
    expect: 200,
  });
  const types = 'GET /v1/licence-types/{code}/history';
  await ask({ route: types, as: as(clients.one), path: [type], query: '?limit=1', expect: 200 });
  await ask({ route: types, as: as(clients.one), path: [type], query: '?cursor=x', expect: 400 });
}

/** More than the record of a client allows; that client is registered by `askAboutProposals`. */
export async function askBeyondQuota({ ask, as, service, now }: DocumentedService): Promise<void> {
  const limited = openSession(
    {
      clientId: 'contract-client',
      issuer: service.urlOf('liaoning'),
      kid: 'contract-key',
      privateKey: newKey,
    },
    { now, proofs: makeProofMaker({ now }) },
  );
  const route = 'GET /v1/licences';
  const first = await ask({ route, as: limited, expect: 200 });
  expect(first.headers.get('ratelimit-policy')).toBe('"client";q=3;w=60');
  expect(first.headers.get('ratelimit')).toMatch(/^"client";r=[012];t=[0-9]{1,2}$/);
  let last = first;
  // a minute may end meanwhile
  for (let asked = 1; asked < 8 && last.status === 200; asked += 1) {
    last = await ask({ route, as: limited, expect: [200, 429] });
  }
  expect(last.status).toBe(429);
  expect(last.headers.get('ratelimit')).toMatch(/^"client";r=0;t=[0-9]{1,2}$/);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last.body).toMatchObject({ reason: 'client' });
  await ask({ route, as: as(clients.licences), expect: 200 });
}
