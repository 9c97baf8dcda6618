import { expect } from 'vitest';
import { listOperations } from './api-document.ts';
import type { Asked } from './api-witness.ts';
import { clients, type DocumentedService, permit } from './documented-service.ts';

const anotherClerk = 'dalian-natural-resources-licences';

/** Every list there is, as somebody who may read it, with what it asks for beside. */
const lists = [
  ['GET /v1/licences', clients.licences],
  ['GET /v1/licence-drafts', clients.licences],
  ['GET /v1/bulk-issues', clients.licences],
  ['GET /v1/webhooks/{id}/deliveries', clients.licences],
  ['GET /v1/me/licences', 'company-2'],
  ['GET /v1/seals', clients.licences],
  ['GET /v1/seals/{id}/uses', clients.licences],
  ['GET /v1/me/authorisations', 'company-2'],
  ['GET /v1/me/uses', 'company-2'],
  ['GET /v1/me/delegations', 'company-2'],
  ['GET /v1/complaints', clients.counter],
  ['GET /v1/proposals', clients.one],
  ['GET /v1/departments', undefined],
  ['GET /v1/licence-types', undefined],
  ['GET /v1/clients/{id}/history', clients.one],
  ['GET /v1/departments/{code}/history', clients.one],
  ['GET /v1/licence-types/{code}/history', clients.one],
  ['GET /v1/provinces/{code}/history', clients.one],
  ['GET /v1/agreements/{id}/history', clients.one],
  ['GET /v1/province-counts', clients.one, 'month=2026-11&'],
] as const;

async function findCursor({ ask, as }: DocumentedService): Promise<string> {
  const first = { route: 'GET /v1/licences', as: as(clients.licences), query: '?limit=1' };
  return String((await ask({ ...first, expect: 200 })).body['next']);
}

const encode = (value: string) => Buffer.from(value).toString('base64url');

const toForged = (honest: string) => [
  ...['x', '%00', '%20', '%F0%9F%98%80', '..%2F..', '%22%7D', "'%20OR%201=1", '0', '-1', 'null'],
  ...[honest.slice(1), `${honest}A`, honest.toLowerCase(), 'A'.repeat(200)],
  ...['department%23x', 'licence%23x%23head', 'proposal-', '000000000000000%23x'],
  encode('99999999999999999 x'),
  encode(JSON.stringify({ pk: { S: 'client#x' }, sk: { S: 'head' } })),
];

/** A cursor that is none of ours is refused as such, or begins somewhere in the caller's own list. */
async function askWith(scene: DocumentedService, asked: Omit<Asked, 'expect'>): Promise<void> {
  const expected = asked.route.includes('{') ? [200, 400, 404] : [200, 400];
  const { status, body } = await scene.ask({ ...asked, expect: expected });
  if (status === 400) expect(body['errors']).toMatchObject([{ pointer: '/cursor' }]);
}

/** A sample holder by account, or a client. */
const toSession = async ({ as, asHolder }: DocumentedService, who: string) =>
  /^(person|company)-\d+$/.test(who) ? asHolder(who) : as(who);

/** Cursors that somebody made up, to every list. */
export async function askWithForgedCursors(scene: DocumentedService): Promise<void> {
  const documented = listOperations(scene.document)
    .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'cursor'))
    .map(({ key }) => key);
  expect(lists.map(([route]) => route).sort()).toEqual(documented.sort());
  const forged = toForged(await findCursor(scene));
  for (const [route, client, beside = ''] of lists) {
    const who = client === undefined ? {} : { as: await toSession(scene, client) };
    for (const cursor of forged) {
      const path = [String(permit['type'])];
      await askWith(scene, { route, ...who, path, query: `?${beside}cursor=${cursor}` });
    }
  }
}

/** The cursor of another department opens nothing of that department. */
export async function askWithForeignCursor(scene: DocumentedService): Promise<void> {
  const { body } = await scene.ask({
    route: 'GET /v1/licences',
    as: scene.as(anotherClerk),
    query: `?cursor=${await findCursor(scene)}`,
    expect: 200,
  });
  for (const { department } of body['licences'] as { department: string }[]) {
    expect(department).toBe('11210200MB9Y10038M');
  }
}
