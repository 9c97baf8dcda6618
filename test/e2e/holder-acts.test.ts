import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allCanaries,
  canaries,
  company,
  counterId,
  itemCode,
  type JourneyScene,
  openJourneyScene,
  person,
  words,
} from '../build/journey-scene.ts';
import { sampleTypeCodes } from '../build/sample-types.ts';
import { logInWithOpenidClient, type StrangersCall } from '../build/stranger-clients.ts';

const cli = fileURLToPath(new URL('../../cli/yinzheng.ts', import.meta.url));

let scene: JourneyScene;
let holder: StrangersCall;
let counter: StrangersCall;
let permit: string;
let business: string;

beforeAll(async () => {
  scene = await openJourneyScene();
  ({ holder, counter } = scene);
  [business = '', permit = ''] = scene.licences.map(({ licenceId }) => licenceId);
});
afterAll(() => scene?.watched.stop());

const inAnHour = () => new Date(Date.now() + 3600_000).toISOString();
const newestUse = async (of: StrangersCall) =>
  ((await of('GET', '/v1/me/uses')).body['uses'] as Record<string, unknown>[])[0];
const codeOf = ({ body }: { body: Record<string, unknown> }) =>
  String(body['address']).split('#')[1] ?? '';

describe('in a terminal', { timeout: 60_000 }, () => {
  const run = (...args: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const client = scene.watched.service.clientPath('liaoning', counterId);
      const all = [cli, '--province', scene.url, '--client', client, ...args];
      execFile(process.execPath, all, (error, out, err) => {
        resolve({ code: Number(error?.code ?? 0), out: out.trim(), err });
      });
    });
  const asCompany = (...args: readonly string[]) => run('holder', ...args, '--as', 'company-2');
  const forIt = ['--item', itemCode, '--purpose', words];

  it('a holder gives leave, shows a code, sees what the counter got, and withdraws', async () => {
    const listed = await asCompany('licences');
    expect(listed.out.split('\n')).toContain(`${permit}  valid`);
    const given = await asCompany(
      ...['authorise', `${permit}=KZ_ZTYT`, `${business}=`, '--to', counterId, ...forIt],
    );
    const [authorisation = '', state] = given.out.split('  ');
    expect([given.err, state]).toEqual(['', 'active']);
    const shown = await asCompany('show', authorisation);
    const [address = ''] = shown.out.split('  ');
    const got = await run('retrieve', address, ...forIt);
    const lines = got.out.split('\n').map((line) => line.split('  ').slice(0, 2).join(' '));
    expect(lines).toEqual([`${permit} valid`, `${business} valid`]);
    const used = await asCompany('uses');
    expect(used.out.split('\n')[0]).toContain(`${words}  ${permit}=KZ_ZTYT ${business}=`);
    expect(await run('retrieve', address, ...forIt)).toMatchObject({
      code: 1,
      err: expect.stringContaining('404 code-not-usable'),
    });
    expect((await asCompany('withdraw', authorisation)).code).toBe(0);
    expect(await asCompany('show', authorisation)).toMatchObject({
      code: 1,
      err: expect.stringContaining('authorisation-withdrawn'),
    });
  });

  it('what is not well said is told apart from what is refused', async () => {
    const asked = await asCompany('authorise', permit, '--to', 'anyone', ...forIt);
    expect(asked).toMatchObject({ code: 2, err: expect.stringContaining('which items?') });
    const refused = await asCompany('authorise', `${permit}=KZ_NO`, '--to', 'anyone', ...forIt);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('unknown-item') });
  });
});

describe('a holder and those who act for it', () => {
  it('delegates to a person, who gives leave under their own name; both see the use', async () => {
    const delegate = await logInWithOpenidClient(scene.url, 'person-3');
    const given = await holder('POST', '/v1/me/delegations', {
      delegate: { codeType: '111', code: person['id_number'] },
      ...{ licences: [permit], until: inAnHour() },
    });
    expect(given.status, given.text).toBe(201);
    const { delegationId } = given.body;
    await delegate('POST', `/v1/me/delegations/${delegationId}/acceptances`, {});
    const leave = await delegate('POST', '/v1/me/authorisations', {
      type: 'yinzheng-licence-use',
      licences: [{ licenceId: permit, items: ['KZ_FDDBR', 'holders'] }],
      ...{ verifier: { client: counterId }, purpose: { itemCode, words } },
      ...{ until: given.body['until'], delegation: delegationId },
    });
    expect(leave.status, leave.text).toBe(201);
    const { authorisationId } = leave.body;
    const shown = await delegate('POST', '/v1/me/show-codes', { authorisationId });
    const retrieved = await counter('POST', '/v1/retrievals', {
      ...{ code: codeOf(shown), itemCode, purpose: words },
    });
    expect(retrieved.status, retrieved.text).toBe(201);
    for (const party of [holder, delegate]) {
      expect(await newestUse(party)).toMatchObject({
        useId: retrieved.body['retrievalId'],
        authorisedBy: person['name'],
      });
    }
    expect((await holder('DELETE', `/v1/me/delegations/${delegationId}`)).status).toBe(204);
  });

  it('answers a counter that asks first; nothing is released before', async () => {
    const { body } = await counter('POST', '/v1/retrieval-requests', {
      licences: [{ type: sampleTypeCodes.foodPermit, items: [{ name: 'KZ_FDDBR' }] }],
      purpose: { itemCode, words },
    });
    const { requestId } = body;
    const asked = { requestId, itemCode, purpose: words };
    expect((await counter('POST', '/v1/retrievals', asked)).status).toBe(404);
    const approval = { licences: [{ licenceId: permit, items: ['KZ_FDDBR'] }] };
    const path = `/v1/me/retrieval-requests/${requestId}`;
    expect((await holder('GET', path)).body).toMatchObject({ state: 'waiting' });
    expect((await holder('POST', `${path}/approvals`, approval)).status).toBe(201);
    const retrieved = await counter('POST', '/v1/retrievals', asked);
    expect(retrieved.status, retrieved.text).toBe(201);
    expect((await newestUse(holder))?.['useId']).toBe(retrieved.body['retrievalId']);
  });

  it('reports a loss and lifts it', async () => {
    const path = `/v1/me/licences/${permit}`;
    expect((await holder('POST', `${path}/loss-reports`, {})).body['state']).toBe('suspended');
    expect((await holder('POST', `${path}/found-reports`, {})).body['state']).toBe('valid');
  });

  it('is told nothing of anybody in an answer that refuses', async () => {
    const nobody = { codeType: '111', code: company['id_number'] };
    const hostile = [
      await holder('POST', '/v1/me/delegations', {
        ...{ delegate: { codeType: '111', code: canaries.guardian }, licences: [permit] },
        until: inAnHour(),
      }),
      await holder('POST', '/v1/me/delegations', {
        ...{ delegate: nobody, licences: [canaries.address], until: inAnHour() },
      }),
      await holder('POST', `/v1/me/delegations/${person['id_number']}/acceptances`, {}),
      await counter('POST', '/v1/retrieval-requests', {
        ...{ licences: [{ type: canaries.guardian, items: [] }], purpose: { itemCode, words } },
      }),
      await holder('POST', `/v1/me/licences/${permit}/loss-reports`, {
        reason: canaries.representative,
      }),
    ];
    expect(hostile.map(({ status }) => status)).toEqual([400, 400, 404, 400, 400]);
    for (const { text } of hostile) {
      for (const canary of allCanaries()) expect(text).not.toContain(canary);
    }
  });
});

it('leaves no personal data of delegation, requests and reports where none may stand', () => {
  const { found, looked } = scene.watched.look(allCanaries());
  console.info(`canaries: ${allCanaries().length} texts looked for in ${JSON.stringify(looked)}`);
  for (const count of Object.values(looked)) expect(count).toBeGreaterThan(0);
  expect(found).toEqual([]);
  // what may stand there is found: the looking works
  for (const text of ['loss-reports', 'delegation#', 'request#']) {
    expect(scene.watched.look([text]).found.length, text).toBeGreaterThan(0);
  }
});
