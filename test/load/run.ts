import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Answer,
  type Call,
  openSession,
  type ServiceSession,
} from '../../cli/service-client.ts';
import { type Figure, toTable } from '../bench/table.ts';
import { toApplicationBody } from '../build/licences.ts';
import { type RunningService, startRunningService } from '../build/running-service.ts';
import { type Answered, Office, type Question } from './offices.ts';
import { askAtOnce, countOf, keepAsking, quantile, rateOf, type Stage } from './stage.ts';

/**
 * `npm run load`: the embedded service on the loopback, asked by this same machine: what it holds, what it
 * does beyond that, and whether it comes back. Rates are this machine's, service and callers together.
 */
const seconds = Number(process.env['LOAD_SECONDS'] ?? 8);
const clientId = 'shenyang-market-regulation-licences';
const offices = Array.from({ length: 40 }, (_, index) => new Office(index + 1));
const officeOf = (turn: number) => offices[turn % offices.length] as Office;
const figures: Figure[] = [];

function tell(
  what: string,
  value: number,
  [target, holds]: readonly [string, boolean] = ['–', true],
) {
  figures.push({ what, value, target, holds });
}
const most = (limit: number, value: number) => [`≤ ${limit}`, value <= limit] as const;

function tellStage(what: string, stage: Stage): void {
  tell(`${what}: a second`, rateOf(stage));
  tell(`${what}: milliseconds, median`, quantile(stage, 0.5));
  tell(`${what}: milliseconds, 99 of 100`, quantile(stage, 0.99));
  const wrong = stage.answers.length - countOf(stage, 200) - countOf(stage, 201);
  tell(`${what}: not answered well`, wrong, most(0, wrong));
}

let keys = 0;
/** What a department asks for a new licence; the next has another number. */
async function issue(session: ServiceSession, seal: string, url: string) {
  keys += 1;
  const key = `load-${process.pid}-${keys}`;
  return {
    method: 'POST',
    url: `${url}/v1/licences`,
    headers: {
      ...(await session.authorise('POST', '/v1/licences')),
      'idempotency-key': key,
    },
    body: { ...toApplicationBody('foodPermit'), seal },
  } as const;
}

const isTurnedAway = ({ status }: Answered) => status === 429 || status === 503;

/** What is beyond the load is turned away in time, and told when to come again. */
function tellBeyond(what: string, stage: Stage): void {
  const away = stage.answers.filter(isTurnedAway);
  const silent = away.filter(({ retryAfter }) => retryAfter === undefined).length;
  const well = countOf(stage, 200) + countOf(stage, 201);
  const wrong = stage.answers.length - well - away.length;
  tell(`${what}: answered`, well);
  tell(`${what}: turned away`, away.length, ['≥ 1', away.length > 0]);
  tell(`${what}: turned away without Retry-After`, silent, most(0, silent));
  tell(`${what}: neither`, wrong, most(0, wrong));
}

/** All at one moment; then whoever was turned away comes again with the same key, a few at a time. */
async function tellBurst(session: ServiceSession, ask: () => Promise<Question>): Promise<void> {
  const what = '600 licences at one moment';
  const questions = await Promise.all(Array.from({ length: 600 }, ask));
  // on connections that are open already: what waits for one is no load yet
  const hello = { method: 'GET', url: new URL('/healthz', questions[0]?.url).href } as const;
  await askAtOnce((turn) => officeOf(turn).ask(hello), 600);
  const stage = await askAtOnce((turn) => officeOf(turn).ask(questions[turn] as Question), 600);
  tellBeyond(what, stage);
  const made = new Set<unknown>();
  for (const [at, { body, headers }] of questions.entries()) {
    const given = stage.answers[at];
    const idempotencyKey = headers?.['idempotency-key'] ?? '';
    const call = { method: 'POST', path: '/v1/licences', body, idempotencyKey } as const;
    const again = given && isTurnedAway(given) ? await callPatiently(session, call) : given;
    made.add(again?.body['licenceId']);
  }
  made.delete(undefined);
  tell(`${what}: licences in the end`, made.size, ['= 600', made.size === 600]);
}

async function callPatiently(session: ServiceSession, call: Call) {
  for (let tries = 1; ; tries += 1) {
    const answer = await session.call(call).catch((error: unknown) => error);
    if (!(answer instanceof Error)) return answer as Answer;
    if (tries === 20) throw answer;
    await pause(1000);
  }
}

async function load(service: RunningService): Promise<void> {
  const url = service.urlOf('liaoning');
  const client = service.client('liaoning', clientId);
  const session = openSession(client);
  const seal = client.seal ?? '';
  const first = await officeOf(0).ask(await issue(session, seal, url));
  const { credential } = first.body;
  const question = {
    method: 'POST',
    url: `${url}/v1/verifications`,
    body: { credential },
  } as const;
  const verify = (turn: number) => officeOf(turn).ask(question);

  await keepAsking(verify, { atOnce: 4, seconds: 2 });
  const alone = await keepAsking(verify, { atOnce: 1, seconds });
  tellStage('verifications, one at a time', alone);
  tellStage('verifications, sixteen at a time', await keepAsking(verify, { atOnce: 16, seconds }));
  const issuing = async (turn: number) => officeOf(turn).ask(await issue(session, seal, url));
  tellStage('licences, eight at a time', await keepAsking(issuing, { atOnce: 8, seconds }));

  await tellBurst(session, () => issue(session, seal, url));
  const insist = keepAsking(() => officeOf(0).ask(question), { atOnce: 24, seconds });
  const others = keepAsking((turn) => officeOf(1 + (turn % 8)).ask(question), {
    atOnce: 1,
    seconds,
  });
  tellBeyond('one office that asks without end', await insist);
  tellStage('the other offices meanwhile', await others);

  const after = await keepAsking(verify, { atOnce: 1, seconds });
  const slower = quantile(after, 0.5) / quantile(alone, 0.5);
  tell('afterwards, one at a time: median to that before', slower, most(1.5, slower));
}

const service = await startRunningService();
try {
  await load(service);
} finally {
  for (const office of offices) office.close();
  await service.stop();
}
process.stdout.write(`${toTable(figures)}\n`);
mkdirSync('.build', { recursive: true });
writeFileSync('.build/load.json', `${JSON.stringify({ figures }, null, 2)}\n`);
if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
