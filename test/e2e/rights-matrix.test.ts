import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { type Route, routes as table } from '../../shared/api/routes.ts';
import { makeBadCredentials } from '../build/bad-credentials.ts';
import { toApplicationBody } from '../build/licences.ts';
import {
  type Cell,
  faultOf,
  fillCell,
  isClosed,
  keyOf,
  type Matrix,
  makeRole,
  type Role,
  toLine,
} from '../build/rights-cells.ts';
import type { Tenant } from '../build/route-requests.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';

const own = 'shenyang-market-regulation';
const other = 'anshan-transport';
const routes: readonly Route[] = table;
const closed = routes.filter(isClosed);

let service: RunningService;
let matrix: Matrix;
let roles: readonly Role[];

/** A department with a seal and a licence of its own. */
async function makeTenant(slug: string, type: 'foodPermit' | 'transportPermit') {
  const client = service.client('liaoning', `${slug}-licences`);
  const seal = client.seal ?? '';
  const application = toApplicationBody(type);
  const call = { method: 'POST', path: '/v1/licences', body: { ...application, seal } } as const;
  const { body } = await openSession(client).call({ ...call, idempotencyKey: randomUUID() });
  return { seal, licenceId: String(body['licenceId']), application } satisfies Tenant;
}

beforeAll(async () => {
  service = await startRunningService({ provinces: ['liaoning', 'zhejiang'] });
  const tenants = {
    own: await makeTenant(own, 'foodPermit'),
    other: await makeTenant(other, 'transportPermit'),
  };
  matrix = { url: service.urlOf('liaoning'), tenants };
  const clients = readdirSync(dirname(service.clientPath('liaoning', 'x')))
    .map((file) => file.replace(/\.json$/, ''))
    .filter((name) => name.startsWith(own) || /^liaoning-(seal-maker|governor)/.test(name));
  roles = await Promise.all(clients.map((name) => makeRole(service.client('liaoning', name))));
});
afterAll(() => service.stop());

/** Every route × every role × own and other department. */
async function fillMatrix(): Promise<readonly (Cell & { readonly fault: string | undefined })[]> {
  const asked = routes.flatMap((route) =>
    roles.flatMap((role) =>
      (['own', 'other'] as const).map((whose) => ({ route, role, whose, who: role.clientId })),
    ),
  );
  const cells = [];
  for (const { role, ...one } of asked) {
    const cell = await fillCell(matrix, one, role.credentials);
    cells.push({ ...cell, fault: faultOf(cell, role) });
  }
  return cells;
}

/** Thousands of requests, one after the other: longer than other tests on a machine that does more. */
describe('the rights matrix', () => {
  it('O06 opens exactly what the table says: every route, every role, own and other department', async () => {
    const cells = await fillMatrix();
    const wrong = cells.flatMap(({ fault }) => fault ?? []);
    const worked = cells.filter(({ status }) => status < 300);
    console.info(
      `rights matrix: ${cells.length} cells (${routes.length} routes × ${roles.length} roles × 2 tenants), ` +
        `${worked.length} successes, ${wrong.length} unexpected`,
    );
    expect(wrong).toEqual([]);
    expect(cells).toHaveLength(routes.length * roles.length * 2);
    const openings = new Set(worked.map(({ route }) => keyOf(route)));
    for (const key of ['POST /v1/licences', 'GET /v1/licences/{id}', 'GET /v1/seals/{id}'])
      expect(openings).toContain(key);
  }, 180_000);

  it('J16 opens nothing without a good token and a good proof', async () => {
    const { port } = new URL(matrix.url);
    const bad = await makeBadCredentials({
      client: service.client('liaoning', `${own}-licences`),
      foreignClient: service.client('zhejiang', 'hangzhou-market-regulation-licences'),
      kmsEndpoint: `http://127.0.0.1:${Number(port) + 2}`,
    });
    const wrong: string[] = [];
    let cells = 0;
    for (const route of closed) {
      for (const [who, credentials] of Object.entries(bad)) {
        const cell = await fillCell(matrix, { route, who, whose: 'own' }, credentials);
        cells += 1;
        if (cell.status !== 401 || cell.code !== 'unauthenticated') wrong.push(toLine(cell));
      }
    }
    const kinds = Object.keys(bad).length;
    console.info(
      `rights matrix: ${cells} cells (${closed.length} closed routes × ${kinds} bad credentials), ${wrong.length} unexpected`,
    );
    expect(wrong).toEqual([]);
  });

  it('serves nothing under a path or method that is not in the table', async () => {
    const [role] = roles;
    for (const [method, path, status] of [
      ['GET', '/v1/licences/', 404],
      ['GET', '/v1/nothing', 404],
      ['DELETE', '/v1/licences', 405],
      ['DELETE', '/v1/seals', 405],
      ['POST', '/v1//licences', 404],
    ] as const) {
      const headers = (await role?.credentials(method, path)) ?? {};
      const response = await fetch(`${matrix.url}${path}`, { method, headers });
      expect([method, path, response.status]).toEqual([method, path, status]);
    }
  });
});
