import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSession } from '../../cli/service-client.ts';
import { accounts } from '../../local/identity/accounts.ts';
import {
  type Actor,
  actors,
  delegateCodes,
  type HolderRouteKey,
  type HolderRow,
  holderRows,
  type MatrixScene,
  makers,
  type Thing,
} from '../build/holder-matrix.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import {
  logInWithOpenidClient,
  openWithOauth4webapi,
  type StrangersCall,
} from '../build/stranger-clients.ts';

const slug = 'shenyang-market-regulation';
const company = accounts.find(({ id }) => id === 'company-2')?.claims ?? {};

let service: RunningService;
let scene: MatrixScene;

async function issue(): Promise<string> {
  const client = service.client('liaoning', `${slug}-licences`);
  const holders = [{ name: company['org_name'], codeType: '001', code: company['org_code'] }];
  const body = { ...toApplicationBody('foodPermit'), seal: client.seal, holders };
  const call = { method: 'POST', path: '/v1/licences', body } as const;
  const answer = await openSession(client).call({ ...call, idempotencyKey: `${Math.random()}` });
  return String(answer.body['licenceId']);
}

async function logEverybodyIn(): Promise<Record<Actor, StrangersCall>> {
  const url = service.urlOf('liaoning');
  const person = (account: string) => logInWithOpenidClient(url, account);
  const client = (name: string) => openWithOauth4webapi(service.client('liaoning', name));
  return {
    holder: await person('company-2'),
    otherHolder: await person('company-4'),
    inScope: await person('person-3'),
    outOfScope: await person('person-5'),
    withdrawn: await person('person-6'),
    counter: await client(`${slug}-counter`),
    otherCounter: await client('anshan-transport-counter'),
    department: await client(`${slug}-licences`),
    province: await client('liaoning-governor-one'),
    nobody: async (method, path, body) => {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { 'content-type': 'application/json', 'idempotency-key': `${Math.random()}` };
      const response = await fetch(`${url}${path}`, { method, headers, ...json });
      return { status: response.status, text: await response.text(), body: {} };
    },
  };
}

async function must(call: ReturnType<StrangersCall>) {
  const { status, text, body } = await call;
  expect(status, text).toBeLessThan(300);
  return body as Record<string, string>;
}

type Calls = MatrixScene['calls'];

/** Makes each thing when it is asked for; `valid` and `lost` are what the licence is brought to. */
function makeThings(base: Omit<MatrixScene, 'fresh' | 'delegations'>) {
  const { holder, counter } = base.calls;
  const partial = { ...base, delegations: {}, fresh: async () => '' } satisfies MatrixScene;
  const report = (what: string) =>
    holder('POST', `/v1/me/licences/${base.licenceId}/${what}-reports`, {});
  const leave = async () =>
    (await must(holder('POST', '/v1/me/authorisations', makers.leave(partial))))['authorisationId'];
  const code = async () => {
    const authorisationId = await leave();
    const { address } = await must(holder('POST', '/v1/me/show-codes', { authorisationId }));
    return address?.split('#')[1];
  };
  const things: Record<Thing, () => Promise<string | undefined>> = {
    leave,
    code,
    retrieval: async () => {
      await report('found');
      const asked = makers.retrieval(`${await code()}`);
      return (await must(counter('POST', '/v1/retrievals', asked)))['retrievalId'];
    },
    request: async () =>
      (await must(counter('POST', '/v1/retrieval-requests', makers.request(partial))))['requestId'],
    offer: async () => {
      const body = makers.offer(partial, delegateCodes.inScope);
      return (await must(holder('POST', '/v1/me/delegations', body)))['delegationId'];
    },
    valid: async () => `${(await report('found')).status}`,
    lost: async () => `${(await report('loss')).status}`,
  };
  return things;
}

async function acceptAs(calls: Calls, actor: 'inScope' | 'outOfScope' | 'withdrawn', of: string) {
  const until = new Date(Date.now() + 7200_000).toISOString();
  const delegate = { codeType: '111', code: delegateCodes[actor] };
  const offered = { delegate, licences: [of], until, maxUses: 50 };
  const { delegationId } = await must(calls.holder('POST', '/v1/me/delegations', offered));
  await must(calls[actor]('POST', `/v1/me/delegations/${delegationId}/acceptances`, {}));
  return String(delegationId);
}

beforeAll(async () => {
  service = await startRunningService();
  const [licenceId, other] = [await issue(), await issue()];
  const calls = await logEverybodyIn();
  const until = new Date(Date.now() + 3600_000).toISOString();
  const things = makeThings({ calls, licenceId, until });
  const withdrawn = await acceptAs(calls, 'withdrawn', licenceId);
  await must(calls.holder('DELETE', `/v1/me/delegations/${withdrawn}`));
  scene = {
    ...{ calls, licenceId, until },
    delegations: {
      inScope: await acceptAs(calls, 'inScope', licenceId),
      outOfScope: await acceptAs(calls, 'outOfScope', other),
      withdrawn,
    },
    fresh: async (what) => `${await things[what]()}`,
  };
});
afterAll(() => service.stop());

const rows = Object.entries(holderRows) as [HolderRouteKey, HolderRow][];

function toPath(key: HolderRouteKey, row: HolderRow, thing: string): string {
  const path = key.slice(key.indexOf(' ') + 1);
  return path
    .replace('{id}', row.path?.(thing, scene) ?? '')
    .replace('{licenceId}', scene.licenceId);
}

/** What is wrong with the answer that one actor got from one route; nothing where it is as the row says. */
function faultOf(
  row: HolderRow,
  actor: Actor,
  { status, text }: Awaited<ReturnType<StrangersCall>>,
) {
  const isOpen = row.open.includes(actor);
  if (isOpen !== status < 300) return `${status} ${text.slice(0, 160)}`;
  if (status >= 500) return `${status}`;
  const mayRead = isOpen && (row.sees ?? row.open).includes(actor);
  return !mayRead && isOpen && text.includes(scene.licenceId) ? 'reads of the licence' : undefined;
}

/** One route, asked by everybody in turn. */
async function fillRow(key: HolderRouteKey, row: HolderRow) {
  const method = key.split(' ', 1)[0] as 'GET' | 'POST' | 'DELETE';
  const cells = [];
  let thing: string | undefined;
  for (const actor of actors) {
    if (row.uses !== undefined) thing ??= await scene.fresh(row.uses);
    const body = row.body?.(scene, actor, thing ?? '');
    const answer = await scene.calls[actor](method, toPath(key, row, thing ?? ''), body);
    const fault = faultOf(row, actor, answer);
    const worked = answer.status < 300;
    cells.push({ worked, fault: fault && `${actor} ${key}: ${fault}` });
    if (worked) thing = undefined;
  }
  return cells;
}

it('every route of holders and of retrieval answers whom it is for, and refuses everybody else', {
  timeout: 240_000,
}, async () => {
  const cells = [];
  for (const [key, row] of rows) cells.push(...(await fillRow(key, row)));
  const faults = cells.flatMap(({ fault }) => fault ?? []);
  const successes = cells.filter(({ worked }) => worked).length;
  console.info(
    `holder matrix: ${rows.length} routes × ${actors.length} actors = ${cells.length} cells, ${successes} successes, ${faults.length} unexpected`,
  );
  expect(faults).toEqual([]);
});
