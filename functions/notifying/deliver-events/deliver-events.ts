import type { FedEvent } from '../../../shared/domain/event.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import {
  type DisabledReason,
  pausedUntil,
  type Webhook,
  type WebhookId,
  wants,
} from '../../../shared/domain/webhook.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Deliveries, Retry, Turn, TurnStep } from '../../../shared/ports/deliveries.ts';
import type { DeliveryNotice, EventFeed } from '../../../shared/ports/event-feed.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { Webhooks } from '../../../shared/ports/webhooks.ts';
import type { AttemptDelivery, Attempted } from './attempt-delivery.ts';

/** What delivering needs. */
export interface DeliverEventsPorts {
  readonly clock: Clock;
  readonly feed: Pick<EventFeed, 'read'>;
  readonly webhooks: Pick<Webhooks, 'find' | 'disable'>;
  readonly deliveries: Deliveries;
  readonly attempt: AttemptDelivery;
  readonly queue: Queue<DeliveryNotice>;
  readonly token: () => string;
  readonly log: Log;
}

export type DeliverEvents = (webhook: WebhookId) => Promise<void>;

/** Events that are on their way to an endpoint at once. */
const mostAtOnce = 8;
/** Events of an endpoint that wait for a further attempt; with more, new ones stay in the feed. */
const mostRetries = 200;
/** A turn lasts so long, and a round more: then another notice goes on with it. */
const turnMilliseconds = 40_000;
/** Longer than the longest turn, so that nobody takes it from one at work. */
const leaseMilliseconds = 150_000;
const longestDelaySeconds = 900;

/** What there is to do for an endpoint now, or when there will be. */
interface Work {
  readonly tries: readonly Retry[];
  readonly position: number;
  readonly waitUntil?: Moment | undefined;
}

const earliest = (retries: readonly Retry[]) =>
  retries.reduce<Moment | undefined>(
    (first, { dueAt }) => (first === undefined || dueAt < first ? dueAt : first),
    undefined,
  );

const toFirstTry = ({ event, position }: FedEvent, now: Moment): Retry => ({
  ...{ event, position, failedAttempts: 0, dueAt: now },
});

/** What is due comes first; new events only while the endpoint takes any. */
async function findWork(ports: DeliverEventsPorts, webhook: Webhook, turn: Turn): Promise<Work> {
  const { clock, feed, deliveries } = ports;
  const now = clock.now();
  const { position, failedRounds, pausedUntil: paused } = turn;
  if (paused !== undefined && paused > now) return { tries: [], position, waitUntil: paused };
  const retries = await deliveries.listRetries(turn.webhook, mostRetries);
  const due = retries.filter(({ dueAt }) => dueAt <= now).slice(0, mostAtOnce);
  const isStopped = retries.length >= mostRetries || (failedRounds > 0 && retries.length > 0);
  const room = isStopped ? 0 : mostAtOnce - due.length;
  const after = { after: position, limit: room };
  const fresh = room === 0 ? [] : await feed.read(webhook.department, after);
  const wanted = fresh.filter(({ event }) => wants(webhook, event.type));
  return {
    tries: [...due, ...wanted.map((one) => toFirstTry(one, now))],
    position: fresh.at(-1)?.position ?? position,
    waitUntil: earliest(retries),
  };
}

/** It stands among the retries: it failed before, or it is a test, which is in no feed. */
const isRetry = ({ failedAttempts, position }: Retry) =>
  failedAttempts > 0 || position === undefined;

/** Writes down what became of an attempt, and when there is another: before the position moves past it. */
async function settle(ports: DeliverEventsPorts, webhook: Webhook, one: Attempted): Promise<void> {
  const { deliveries, log } = ports;
  const { tried, attempt, again } = one;
  const { event, failedAttempts } = tried;
  if (again !== undefined) {
    const retry = { ...tried, failedAttempts: failedAttempts + 1, dueAt: again };
    await deliveries.putRetry(webhook.id, retry);
  } else if (isRetry(tried)) await deliveries.clearRetry(webhook.id, event.id);
  await deliveries.log(webhook.id, attempt);
  const { outcome, status = 0, reason = '' } = attempt;
  log.note('webhook.tried', { webhook: webhook.id, eventId: event.id, outcome, status, reason });
}

const isFailing = (attempted: readonly Attempted[]) =>
  attempted.every(({ attempt }) => attempt.outcome !== 'delivered');

/** Where a turn comes to: a round in which everything failed is one more, one in which anything was taken ends them. */
function toStep(
  turn: Turn,
  { tries, position }: Work,
  next: { failing: boolean; now: Moment },
): TurnStep {
  const { failedRounds } = turn;
  if (tries.length === 0) return { position, failedRounds };
  if (!next.failing) return { position, failedRounds: 0 };
  const rounds = failedRounds + 1;
  return { position, failedRounds: rounds, pausedUntil: pausedUntil(rounds, next.now) };
}

/** Why the endpoint is left alone from now on, if it is. */
function findEnd(attempted: readonly Attempted[]): DisabledReason | undefined {
  if (attempted.some(({ isGone }) => isGone)) return 'gone';
  const isSpent = attempted.some(({ attempt }) => attempt.outcome === 'given-up');
  return isSpent && isFailing(attempted) ? 'failing' : undefined;
}

/** One round: tries what there is, writes down what became of it, moves on. */
async function doRound(ports: DeliverEventsPorts, webhook: Webhook, turn: Turn) {
  const { clock, webhooks, deliveries, attempt, log } = ports;
  const work = await findWork(ports, webhook, turn);
  const attempted = await Promise.all(work.tries.map((one) => attempt(webhook, one)));
  for (const one of attempted) await settle(ports, webhook, one);
  const end = findEnd(attempted);
  if (end !== undefined) {
    await webhooks.disable(webhook.id, end);
    log.note('webhook.disabled', { webhook: webhook.id, reason: end });
  }
  const isIdle = work.tries.length === 0 && work.position === turn.position;
  const step = toStep(turn, work, { failing: isFailing(attempted), now: clock.now() });
  return { work, isIdle, turn: isIdle ? turn : await deliveries.step(turn, step) };
}

/** Ends a turn. False when something came while it was at work: it is to be taken once more. */
async function endTurn(
  { clock, deliveries, queue }: DeliverEventsPorts,
  turn: Turn,
  waitUntil?: Moment,
): Promise<boolean> {
  const outcome = await deliveries.end(turn, waitUntil);
  if (outcome === 'wanted') return false;
  if (outcome === 'lost' || waitUntil === undefined) return true;
  const delaySeconds = Math.max(Math.ceil((waitUntil - clock.now()) / 1000), 0);
  // what waits longer is woken by the clock
  if (delaySeconds <= longestDelaySeconds)
    await queue.send({ webhook: turn.webhook }, delaySeconds);
  return true;
}

/** Does rounds until there is nothing to do, or the turn is over; as `endTurn`. */
async function workThrough(ports: DeliverEventsPorts, first: Turn): Promise<boolean> {
  const { clock, webhooks } = ports;
  const endsAt = clock.now() + turnMilliseconds;
  let turn = first;
  while (clock.now() < endsAt) {
    const webhook = await webhooks.find(turn.webhook);
    if (webhook?.state !== 'enabled') return endTurn(ports, turn);
    const round = await doRound(ports, webhook, turn);
    if (round.isIdle) return endTurn(ports, turn, round.work.waitUntil);
    if (round.turn === 'lost') return true;
    turn = round.turn;
  }
  return endTurn(ports, turn, clock.now());
}

/**
 * Delivers to one endpoint what its department's feed holds behind its position, and what is due of what
 * it did not take. An event is written down as to be tried again before the position moves past it, so
 * none is lost; one that was taken just before this died is sent again, under the same id.
 */
export function makeDeliverEvents(ports: DeliverEventsPorts): DeliverEvents {
  const { clock, deliveries } = ports;
  return async (webhook) => {
    const token = ports.token();
    for (;;) {
      const now = clock.now();
      const until = (now + leaseMilliseconds) as Moment;
      const turn = await deliveries.take(webhook, { token, now, until });
      if (turn === 'busy' || turn === 'unknown') return;
      if (await workThrough(ports, turn)) return;
    }
  };
}
