import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCredential } from '../../shared/formats/credential.ts';
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
import {
  logInWithOpenidClient,
  openWithOauth4webapi,
  type StrangersCall,
} from '../build/stranger-clients.ts';

let scene: JourneyScene;
let watched: JourneyScene['watched'];
let holder: StrangersCall;
let counter: StrangersCall;
let licences: JourneyScene['licences'];

beforeAll(async () => {
  scene = await openJourneyScene();
  ({ watched, holder, counter, licences } = scene);
});
afterAll(() => watched?.stop());

describe('a company decides what a counter sees', () => {
  const codeOf = ({ body }: { body: Record<string, unknown> }) =>
    String(body['address']).split('#')[1] ?? '';
  const namesIn = (credential: string) =>
    readCredential(credential, { maxBytes: 100_000 }).disclosures.map(({ name }) => name);

  it('authorises two licences with three items, shows a code, and the counter gets exactly those', async () => {
    const listed = await holder('GET', '/v1/me/licences');
    const own = (listed.body['licences'] as { licenceId: string }[]).map((one) => one.licenceId);
    expect(own).toEqual(expect.arrayContaining(licences.map((one) => one.licenceId)));
    const items = [['KZ_FDDBR', 'KZ_ZS'], ['KZ_ZTYT']];
    const given = await holder('POST', '/v1/me/authorisations', {
      type: 'yinzheng-licence-use',
      licences: licences.map(({ licenceId }, at) => ({ licenceId, items: items[at] })),
      verifier: { client: 'shenyang-market-regulation-counter' },
      purpose: { itemCode, words },
      until: new Date(Date.now() + 3600_000).toISOString(),
    });
    expect(given.status, given.text).toBe(201);
    const { authorisationId } = given.body;
    const shown = await holder('POST', '/v1/me/show-codes', { authorisationId });
    const asked = { code: codeOf(shown), itemCode, purpose: words };
    const retrieved = await counter('POST', '/v1/retrievals', asked);
    expect(retrieved.status, retrieved.text).toBe(201);
    const got = retrieved.body['licences'] as {
      licenceId: string;
      credential: string;
      verification: { verdict: string };
    }[];
    for (const [at, { licenceId, credential, verification }] of got.entries()) {
      const whole = licences[at]?.credential ?? '';
      expect(licenceId).toBe(licences[at]?.licenceId);
      expect(namesIn(credential)).toEqual(items[at]);
      // byte for byte: the signed part as it is, and of the disclosures those that were authorised
      const wanted = readCredential(whole, { maxBytes: 100_000 }).disclosures.filter(({ name }) =>
        items[at]?.includes(String(name)),
      );
      const parts = [whole.split('~')[0], ...wanted.map(({ encoded }) => encoded)];
      expect(credential).toBe(`${parts.join('~')}~`);
      expect(verification.verdict).toBe('valid');
      const verified = await counter('POST', '/v1/verifications', { credential });
      expect(verified.body['verdict']).toBe('valid');
    }
    const again = await counter('POST', '/v1/retrievals', asked);
    expect([again.status, again.body['type']]).toEqual([
      404,
      `${watched.service.urlOf('liaoning')}/problems/code-not-usable`,
    ]);
    const { body } = await holder('GET', '/v1/me/uses');
    expect((body['uses'] as object[])[0]).toMatchObject({
      useId: retrieved.body['retrievalId'],
      kind: 'retrieval',
      verifier: {
        client: 'shenyang-market-regulation-counter',
        departmentName: '沈阳市市场监督管理局（示例）',
      },
      purpose: { itemCode, words },
      authorisationId,
    });
  });

  it('lets copies be marked: the counter’s PDF says whose it is, and verifies with what was authorised', async () => {
    const [, permit] = licences;
    const given = await holder('POST', '/v1/me/authorisations', {
      type: 'yinzheng-licence-use',
      licences: [{ licenceId: permit?.licenceId, items: ['KZ_ZTYT'] }],
      verifier: { client: 'shenyang-market-regulation-counter' },
      purpose: { itemCode, words },
      annotatedCopy: true,
      until: new Date(Date.now() + 3600_000).toISOString(),
    });
    const { authorisationId } = given.body;
    const shown = await holder('POST', '/v1/me/show-codes', { authorisationId });
    const asked = { code: codeOf(shown), itemCode, purpose: words };
    const { body } = await counter('POST', '/v1/retrievals', asked);
    const [retrieved] = body['licences'] as { credential: string; annotatedCopy: string }[];
    const copy = await counter('GET', retrieved?.annotatedCopy ?? '');
    expect(copy.status, copy.text).toBe(200);
    const again = await counter('GET', retrieved?.annotatedCopy ?? '');
    expect(again.body['sha256']).toBe(copy.body['sha256']);
    const file = Buffer.from(await (await fetch(String(copy.body['url']))).arrayBuffer());
    const content = file.toString('base64');
    const verified = await counter('POST', '/v1/verifications', {
      document: { content },
    });
    expect(verified.body).toMatchObject({ verdict: 'valid' });
    const told = JSON.stringify(verified.body);
    expect(told).toContain('餐饮服务经营者');
    for (const canary of [canaries.representative, canaries.address]) {
      expect(told).not.toContain(canary);
    }
    await holder('DELETE', `/v1/me/authorisations/${authorisationId}`);
    expect((await counter('GET', retrieved?.annotatedCopy ?? '')).status).toBe(404);
  });

  it('refuses every unusable code in the same words, at the same time', async () => {
    const answers = [];
    for (const code of ['A'.repeat(22), 'no such code', 'B'.repeat(22)]) {
      const startedAt = performance.now();
      const { status, text } = await counter('POST', '/v1/retrievals', {
        ...{ code, itemCode, purpose: words },
      });
      answers.push({ status, text });
      expect(performance.now() - startedAt).toBeGreaterThan(490);
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('tells nobody of a personal number but its holder, and whom the holder lets see it', async () => {
    const { licenceId } = await scene.issue('liaoning-disabled-persons', {
      type: sampleTypeCodes.disabilityCertificate,
      holders: [{ name: person['name'], codeType: '111', code: person['id_number'] }],
      items: {
        KZ_CJLB: '视力',
        KZ_CJDJ: '一级',
        KZ_JHR: canaries.guardian,
        KZ_ZZ: canaries.address,
      },
    });
    const self = await logInWithOpenidClient(watched.service.urlOf('liaoning'), 'person-3');
    const given = await self('POST', '/v1/me/authorisations', {
      type: 'yinzheng-licence-use',
      licences: [{ licenceId, items: ['number', 'holders', 'KZ_JHR'] }],
      verifier: { department: '11210100MB9Y10011Q' },
      purpose: { itemCode, words },
      until: new Date(Date.now() + 3600_000).toISOString(),
    });
    expect(given.status, given.text).toBe(201);
    const { authorisationId } = given.body;
    const spoken = await self('POST', '/v1/me/show-codes', { authorisationId, counter: counterId });
    const retrieved = await counter('POST', '/v1/retrievals', {
      ...{ spokenCode: spoken.body['spokenCode'], itemCode, purpose: words },
    });
    expect(retrieved.status, retrieved.text).toBe(201);
    expect(retrieved.text).toContain('~');
    await self('DELETE', `/v1/me/authorisations/${authorisationId}`);
  });

  it('is asked about by a counter that was told of it, and sees every such question', async () => {
    const [licence] = licences;
    const listed = await holder('GET', '/v1/me/licences');
    const own = (listed.body['licences'] as { licenceId: string; identifier: string }[]).find(
      (one) => one.licenceId === licence?.licenceId,
    );
    const told = {
      licence: { identifier: own?.identifier },
      holder: { name: company['org_name'], codeType: '001', code: company['org_code'] },
      items: { KZ_FDDBR: canaries.representative },
      purpose: { itemCode, words },
    };
    const answers = [];
    const guesses = [told, { ...told, items: { KZ_FDDBR: canaries.guardian } }];
    for (const asked of guesses) {
      const startedAt = performance.now();
      answers.push(await counter('POST', '/v1/field-checks', asked));
      expect(performance.now() - startedAt).toBeGreaterThan(490);
    }
    expect(answers.map(({ body }) => body['matches'])).toEqual([true, false]);
    const { body } = await holder('GET', '/v1/me/uses');
    const [second, first] = body['uses'] as object[];
    expect([first, second]).toMatchObject(
      answers.map(({ body: { fieldCheckId, matches } }) => ({
        ...{ useId: fieldCheckId, kind: 'field-check', matched: matches },
        verifier: { client: 'shenyang-market-regulation-counter' },
      })),
    );
    const hostile = await counter('POST', '/v1/field-checks', {
      ...{ ...told, holder: { name: canaries.guardian, code: person['id_number'] } },
    });
    expect(hostile.status).toBe(400);
    for (const canary of allCanaries()) expect(hostile.text).not.toContain(canary);
  });

  it('is looked up by an inspector for a case, as a duty allows, and sees that too', async () => {
    const client = watched.service.client('liaoning', 'shenyang-market-regulation-inspector');
    const inspector = await openWithOauth4webapi(client);
    const asked = {
      ...{ type: sampleTypeCodes.foodPermit, items: ['KZ_FDDBR'], caseNumber: '示例〔2026〕9号' },
      holder: { codeType: '001', code: company['org_code'] },
      purpose: { itemCode: '210102-0107', words },
    };
    const looked = await inspector('POST', '/v1/duty-checks', asked);
    expect(looked.status, looked.text).toBe(201);
    const found = looked.body['licences'] as {
      credential: string;
      verification: { verdict: string };
    }[];
    expect(found.length).toBeGreaterThan(0);
    for (const { credential, verification } of found) {
      expect(namesIn(credential)).toEqual(['KZ_FDDBR']);
      expect(verification.verdict).toBe('valid');
    }
    const { body } = await holder('GET', '/v1/me/uses');
    expect((body['uses'] as object[])[0]).toMatchObject({
      ...{ useId: looked.body['dutyCheckId'], kind: 'duty-check', caseNumber: asked.caseNumber },
      verifier: { client: 'shenyang-market-regulation-inspector' },
    });
    const beyond = await inspector('POST', '/v1/duty-checks', { ...asked, items: ['KZ_ZS'] });
    const wrong = { ...asked, holder: { codeType: '111', code: company['org_code'] } };
    const refused = await inspector('POST', '/v1/duty-checks', wrong);
    expect([beyond.status, refused.status]).toEqual([403, 400]);
    for (const canary of allCanaries()) expect(beyond.text + refused.text).not.toContain(canary);
  });

  it('has its data in no answer that refuses', async () => {
    const [licence] = licences;
    const hostile = [
      await holder('POST', '/v1/me/authorisations', {
        [canaries.representative]: canaries.address,
      }),
      await holder('POST', '/v1/me/authorisations', { type: canaries.representative }),
      await holder('GET', `/v1/me/licences/${licence?.licenceId}x`),
      await counter('POST', '/v1/retrievals', {
        code: canaries.representative,
        itemCode,
        purpose: person['id_number'],
      }),
      await counter('POST', '/v1/retrievals', {
        code: 'x',
        itemCode: canaries.guardian,
        purpose: words,
      }),
    ];
    for (const { status, text } of hostile) {
      expect(status).toBeGreaterThanOrEqual(400);
      for (const canary of allCanaries()) expect(text).not.toContain(canary);
    }
  });
});

it('leaves no personal data in a log line, a key, a queue, a file’s name or an address', () => {
  const { found, looked } = watched.look(allCanaries());
  console.info(`canaries: ${allCanaries().length} texts looked for in ${JSON.stringify(looked)}`);
  for (const count of Object.values(looked)) expect(count).toBeGreaterThan(0);
  expect(found).toEqual([]);
  // what may stand there is found: the looking works
  expect(watched.look(['retrieve-licences', 'authorisation#']).found).toHaveLength(2);
});
