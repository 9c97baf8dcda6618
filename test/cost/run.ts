import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { logInAsSample } from '../../cli/holder-login.ts';
import { openSession } from '../../cli/service-client.ts';
import { synthesise } from '../../infra/rights/synthesise.ts';
import type { RecordedCall } from '../build/call-recorder.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { startWebhookReceiver } from '../build/webhook-receiver.ts';
import { addUnits, countRun, type Units } from './count-units.ts';
import { toCostDocument } from './to-document.ts';

/** `npm run cost`: counts what each act costs, and writes docs/cost.md. */
export interface CostRun {
  readonly date: string;
  readonly times: number;
  readonly acts: readonly { readonly what: string; readonly units: Units }[];
  /** Of the home Region's templates. */
  readonly keys: number;
  readonly alarms: number;
}

const times = 40;
/** Streams, queues and lists have caught up after so long. */
const settledMilliseconds = 15_000;
const folder = mkdtempSync(join(tmpdir(), 'yinzheng-cost-'));
const file = join(folder, 'calls.jsonl');
const recorder = new URL('../build/call-recorder.ts', import.meta.url).href;
const counterId = 'shenyang-market-regulation-counter';
const purpose = { itemCode: '210102-0001', words: '示例' };

type Work = (turn: number) => Promise<void>;

interface Act {
  readonly what: string;
  readonly requests: number;
  /** Functions that take part; clocks are not counted. */
  readonly functions: RegExp;
  readonly work: Work;
}

/** What the functions did in the meantime, run by run. */
async function countAct({ requests, functions, work }: Act): Promise<Units> {
  const before = readFileSync(file, 'utf8').length;
  for (let turn = 0; turn < times; turn += 1) await work(turn);
  await pause(settledMilliseconds);
  const lines = readFileSync(file, 'utf8').slice(before).trim().split('\n');
  const calls = lines.map((line) => JSON.parse(line) as RecordedCall);
  const runs = Map.groupBy(
    calls.filter(({ by }) => functions.test(by)),
    ({ by, run }) => `${by} ${run}`,
  );
  let units: Units = { 'HTTP API request': requests };
  for (const [, made] of runs) {
    if (made.some(({ body }) => body.includes('due-walk'))) continue;
    const asked = made.filter(({ method }) => method !== 'RUN');
    units = addUnits(units, countRun(asked), 1 / times);
  }
  return units;
}

function makeIssuing(service: RunningService) {
  const client = service.client('liaoning', 'shenyang-market-regulation-licences');
  const session = openSession(client);
  return async () => {
    const body = { ...toApplicationBody('foodPermit'), seal: client.seal };
    const call = { method: 'POST', path: '/v1/licences', body } as const;
    return (await session.call({ ...call, idempotencyKey: randomUUID() })).body;
  };
}

async function makeRetrieving(service: RunningService): Promise<Work> {
  const province = service.urlOf('liaoning');
  const { access_token } = await logInAsSample({ province, account: 'company-2' });
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${province}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${access_token}`,
        ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Record<string, unknown>;
  };
  const { licences } = await ask('GET', '/v1/me/licences');
  const [{ licenceId } = { licenceId: '' }] = licences as { licenceId: string }[];
  const counter = openSession(service.client('liaoning', counterId));
  return async () => {
    const { authorisationId } = await ask('POST', '/v1/me/authorisations', {
      ...{ type: 'yinzheng-licence-use', purpose, verifier: { client: counterId }, maxUses: 1 },
      licences: [{ licenceId, items: ['holders'] }],
      until: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const shown = await ask('POST', '/v1/me/show-codes', { authorisationId });
    const code = String(shown['address']).split('#')[1];
    const body = { itemCode: purpose.itemCode, purpose: purpose.words, code };
    const call = { method: 'POST', path: '/v1/retrievals', body } as const;
    await counter.call({ ...call, idempotencyKey: randomUUID() });
  };
}

/** A department's endpoint that takes everything. */
async function addEndpoint(service: RunningService): Promise<void> {
  const { url } = await startWebhookReceiver();
  const session = openSession(service.client('liaoning', 'shenyang-market-regulation-licences'));
  const call = { method: 'POST', path: '/v1/webhooks', body: { address: url } } as const;
  await session.call({ ...call, idempotencyKey: randomUUID() });
}

async function listActs(service: RunningService): Promise<readonly Act[]> {
  const issue = makeIssuing(service);
  const { credential } = await issue();
  await addEndpoint(service);
  const verify = async () => {
    const response = await fetch(`${service.urlOf('liaoning')}/v1/verifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ credential }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  return [
    {
      what: 'licence issued',
      requests: 1,
      functions:
        /^(admitting\/authorise|issuing\/issue-licence|publishing\/(relay|publish-status))/,
      work: async () => void (await issue()),
    },
    {
      what: 'the same told: event, trail, one endpoint',
      requests: 0,
      functions: /^(notifying\/(record|deliver)|supervising\/append)/,
      work: async () => void (await issue()),
    },
    { what: 'verification', requests: 1, functions: /^verifying\//, work: verify },
    {
      what: 'retrieval, with its leave and its code',
      requests: 3,
      functions: /^(admitting\/authorise|holding)\//,
      work: await makeRetrieving(service),
    },
  ];
}

async function measure(): Promise<CostRun> {
  writeFileSync(file, '');
  const service = await startRunningService({
    environment: { NODE_OPTIONS: `--import=${recorder}`, RECORDED_CALLS: file },
  });
  try {
    const acts: { what: string; units: Units }[] = [];
    for (const act of await listActs(service)) {
      acts.push({ what: act.what, units: await countAct(act) });
    }
    const resources = synthesise('us-east-1').flatMap(({ template }) =>
      Object.values(template.Resources),
    );
    const ofType = (type: string) => resources.filter((one) => one.Type === type).length;
    const counts = { keys: ofType('AWS::KMS::Key'), alarms: ofType('AWS::CloudWatch::Alarm') };
    return { date: new Date().toISOString().slice(0, 10), times, acts, ...counts };
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) {
  writeFileSync('docs/cost.md', toCostDocument(await measure()));
  console.log('docs/cost.md is written');
  // the endpoint still listens
  process.exit();
}
