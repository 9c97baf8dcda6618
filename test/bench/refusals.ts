import { makeRetrieveLicencesHandler } from '../../functions/holding/retrieve-licences/handler.ts';
import { makeRetrieveLicences } from '../../functions/holding/retrieve-licences/retrieve-licences.ts';
import { makeAnswerTime } from '../../shared/adapters/system/answer-time.ts';
import type { HttpRequest } from '../../shared/http/http-message.ts';
import type { AnswerTime } from '../../shared/ports/answer-time.ts';
import { toCaller } from '../build/callers.ts';
import { itemCode, words } from '../build/holding-requests.ts';
import { counters, type HoldingZone, startHoldingZone } from '../build/holding-zone.ts';
import { makeUnusableCodes } from '../build/unusable-codes.ts';
import { median } from './measure.ts';
import type { Figure } from './table.ts';

const reasons = ['used', 'expired', 'withdrawn', 'for another counter'] as const;
type Reason = (typeof reasons)[number] | 'unknown';
type Times = Readonly<Record<Reason, number>>;

const warmUpRounds = 20;
const roundsAtOnce = 60;
const roundsHeld = 12;
const dayMilliseconds = 24 * 3600_000;
const atOnce: AnswerTime = { begin: () => async () => undefined };

let keys = 0;
/** `POST /v1/retrievals` of the own counter, as the edge hands it over: what a handler asks of it. */
function toRequest(code: string): HttpRequest {
  keys += 1;
  const asked: Pick<HttpRequest, 'headers' | 'body' | 'caller'> = {
    headers: { 'idempotency-key': `refusals-${keys}` },
    body: () => ({ code, itemCode, purpose: words }),
    caller: () => toCaller(counters.own, ['licences:retrieve']),
  };
  return asked as HttpRequest;
}

/** Milliseconds until each reason is refused, over the real engines; each round another one is first. */
function makeRound(zone: HoldingZone, codes: Readonly<Record<Reason, () => Promise<string>>>) {
  const retrieve = makeRetrieveLicences(zone.makeHolding());
  return async (answerTime: AnswerTime, round: number): Promise<Times> => {
    const handle = makeRetrieveLicencesHandler(retrieve, answerTime);
    // a day has a hundred leaves
    zone.clock.advance(dayMilliseconds);
    const made: [Reason, string][] = [];
    for (const reason of [
      'expired',
      'unknown',
      'used',
      'withdrawn',
      'for another counter',
    ] as const) {
      made.push([reason, await codes[reason]()]);
    }
    const times: Partial<Record<Reason, number>> = {};
    for (const at of made.keys()) {
      const [reason, code] = made[(at + round) % made.length] ?? ['unknown', ''];
      const request = toRequest(code);
      const startedAt = performance.now();
      const told = await handle(request).then(
        () => 'done',
        ({ code: refusal }) => refusal,
      );
      if (told !== 'code-not-usable') throw new Error(`${reason}: ${told}`);
      times[reason] = performance.now() - startedAt;
    }
    return times as Times;
  };
}

async function measureRounds(count: number, measure: (round: number) => Promise<Times>) {
  const rounds: Times[] = [];
  for (let round = 0; round < count; round += 1) rounds.push(await measure(round));
  return rounds;
}

/** Median over the rounds of each reason's time in units of the same round's unknown code. */
function toFigures(rounds: readonly Times[], what: string, most: number): readonly Figure[] {
  return reasons.map((reason) => {
    const value = median(rounds.map((times) => times[reason] / times.unknown));
    const holds = value <= most && value >= 1 / most;
    return {
      what: `code ${reason}, refused: ${what} ÷ unknown`,
      value,
      target: `≤ ${most}`,
      holds,
    };
  });
}

/** How far a refusal's time tells why: what is told, held to the half second, and the work behind it. */
export async function measureRefusals(): Promise<readonly Figure[]> {
  const zone = await startHoldingZone();
  try {
    const { licenceId } = await zone.issue();
    const measure = makeRound(zone, makeUnusableCodes(zone, licenceId));
    await measureRounds(warmUpRounds, (round) => measure(atOnce, round));
    const bare = await measureRounds(roundsAtOnce, (round) => measure(atOnce, round));
    const answerTime = makeAnswerTime();
    const held = await measureRounds(roundsHeld, (round) => measure(answerTime, round));
    return [...toFigures(held, 'answer time', 1.01), ...toFigures(bare, 'work alone', 1.5)];
  } finally {
    await zone.close();
  }
}
