import type { ChangedWebhook, NewWebhook, WebhookAnswer } from '../../../shared/api/webhooks.ts';
import { drawnIdBytes } from '../../../shared/domain/drawn-id.ts';
import type { DepartmentCode, Moment } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import {
  secretOverlapMilliseconds,
  secretsInUse,
  toSecretId,
  toWebhookId,
  type Webhook,
} from '../../../shared/domain/webhook.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Retry } from '../../../shared/ports/deliveries.ts';
import type { DeliveryNotice, EventFeed } from '../../../shared/ports/event-feed.ts';
import type {
  IdempotencyRecords,
  KeyedRequest,
  StoredAnswer,
} from '../../../shared/ports/idempotency.ts';
import type { Queue } from '../../../shared/ports/queue.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { Webhooks, WebhookWriter } from '../../../shared/ports/webhooks.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  answerOnce,
  type KeyedCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../../../shared/requests/keyed-request.ts';
import { toEvent } from '../to-event.ts';
import { findOwnWebhook, toWebhookAnswer } from '../webhook-answer.ts';
import type { WebhookSecrets } from '../webhook-secrets.ts';

/** What keeping endpoints needs. */
export interface KeepWebhooksPorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly webhooks: Pick<Webhooks, 'find'>;
  readonly writer: WebhookWriter;
  readonly records: IdempotencyRecords;
  readonly feed: Pick<EventFeed, 'newest'>;
  readonly secrets: WebhookSecrets;
  /** What is wrong with an address by its looks; where its name leads is looked at with each delivery. */
  readonly findAddressFault: (address: string) => string | undefined;
  readonly queue: Queue<DeliveryNotice>;
}

/** A request of a department that writes. */
export interface OwnCall extends KeyedCall {
  readonly department: DepartmentCode;
}

/**
 * A department's endpoints, made, changed, tried out and removed by its clients. A secret is told in the
 * answer to the request that had it made, and its repetitions; it is never stored.
 */
export interface KeepWebhooks {
  /** @throws Problem `request-invalid` at `/address`, `state-conflict` (`webhooks-exhausted`) */
  make(call: OwnCall, asked: NewWebhook): Promise<WrittenAnswer>;
  /** @throws Problem `not-found`, `request-invalid` at `/address` */
  change(call: OwnCall, id: string, asked: ChangedWebhook): Promise<WrittenAnswer>;
  /** @throws Problem `not-found` */
  rotate(call: OwnCall, id: string): Promise<WrittenAnswer>;
  /** @throws Problem `not-found`, `state-conflict` (`webhook-disabled`) */
  test(call: OwnCall, id: string): Promise<WrittenAnswer>;
  /** Nothing happens where it is not there, or another department's. */
  remove(id: string, department: DepartmentCode): Promise<void>;
}

type Ports = KeepWebhooksPorts;

const newSecret = ({ random }: Ports, madeAt: Moment) => ({
  id: toSecretId(random(drawnIdBytes)),
  madeAt,
});

function checkAddress({ findAddressFault }: Ports, address: string): void {
  const fault = findAddressFault(address);
  if (fault !== undefined) throw invalid('/address', fault);
}

/** The stored answer, and with it the newest secret that it names. */
async function withSecret({ secrets }: Ports, written: WrittenAnswer): Promise<WrittenAnswer> {
  const body = written.answer.body as unknown as WebhookAnswer;
  const newest = body.secrets.slice(-1).map(({ secretId }) => ({ id: secretId }));
  const [secret = ''] = await secrets(body.webhookId as Webhook['id'], newest);
  return { ...written, answer: { ...written.answer, body: { ...body, secret } } };
}

/** What a change makes of an endpoint, how it is answered, and what it is to be sent. */
interface Made {
  readonly webhook: Webhook;
  readonly status: number;
  readonly body?: StoredAnswer['body'];
  readonly retry?: Retry;
}

type Make = (found: Webhook, now: Moment) => Made;

/** A change of a department's own endpoint that is under way. */
interface Changing {
  readonly id: string;
  readonly department: DepartmentCode;
  readonly key: KeyedRequest;
  readonly now: Moment;
  readonly make: Make;
}

/** Reads the endpoint and changes it; `moved` when somebody else did meanwhile. */
async function changeOnce({ webhooks, writer }: Ports, changing: Changing) {
  const { id, department, key, now: at, make } = changing;
  const found = await findOwnWebhook(webhooks, id, department);
  const { webhook, status, retry, body } = make(found, at);
  const next = { ...webhook, revision: found.revision + 1 };
  const answer: StoredAnswer = { status, body: body ?? toWebhookAnswer(next) };
  const request = { key, answer, at, ...(retry === undefined ? {} : { retry }) };
  const outcome = await writer.change(next, request);
  return outcome === 'changed' ? answer : outcome;
}

async function changeAtLast(ports: Ports, changing: Changing) {
  for (let tries = 0; tries < 3; tries += 1) {
    const outcome = await changeOnce(ports, changing);
    if (outcome !== 'moved') return outcome;
  }
  throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
}

/** Changes the department's own endpoint once for each key, and sees that it is looked after. */
function makeChangeOwn(ports: Ports) {
  const { clock, records, queue } = ports;
  return async (call: OwnCall, id: string, make: Make): Promise<WrittenAnswer> => {
    const now = clock.now();
    const key = toKeyedRequest(call, now);
    const { department } = call;
    const written = await answerOnce(records, { key, now }, () =>
      changeAtLast(ports, { id, department, key, now, make }),
    );
    // the clock makes up for a notice that was lost
    await queue.send({ webhook: id as Webhook['id'] }).catch(() => undefined);
    return written;
  };
}

function toChanged({ reason: _, types: __, ...found }: Webhook, asked: ChangedWebhook): Webhook {
  const { address, types, state } = asked;
  return {
    ...found,
    ...{ address, state },
    ...(types === undefined ? {} : { types }),
    ...(state === 'disabled' ? { reason: 'asked' as const } : {}),
  };
}

/** The new secret signs at once, the one before for a day more; of earlier ones nothing is left. */
function toRotated(ports: Ports, found: Webhook, now: Moment): Webhook {
  const endsAt = (now + secretOverlapMilliseconds) as Moment;
  const [before] = secretsInUse(found, now).slice(-1);
  const kept = before === undefined ? [] : [{ ...before, endsAt }];
  return { ...found, secrets: [...kept, newSecret(ports, now)] };
}

function toTest(found: Webhook, name: string, now: Moment): Made {
  if (found.state === 'disabled')
    throw new Problem('state-conflict', { reason: 'webhook-disabled' });
  const told = { type: 'webhook.test', at: now, subject: found.id } as const;
  const event = toEvent(['test', found.id, name], { ...told, data: { webhookId: found.id } });
  return {
    webhook: found,
    status: 202,
    body: { eventId: event.id },
    retry: { event, failedAttempts: 0, dueAt: now },
  };
}

function makeMake(ports: Ports): KeepWebhooks['make'] {
  const { clock, records, writer, feed, random } = ports;
  return async (call, { address, types }) => {
    checkAddress(ports, address);
    const now = clock.now();
    const key = toKeyedRequest(call, now);
    const written = await answerOnce(records, { key, now }, async () => {
      const { department, by } = call;
      const webhook: Webhook = {
        ...{ id: toWebhookId(random(drawnIdBytes)), department, address },
        ...(types === undefined ? {} : { types }),
        ...{ secrets: [newSecret(ports, now)], createdAt: now, createdBy: by },
        ...{ state: 'enabled', revision: 1 },
      };
      const location = `/v1/webhooks/${webhook.id}`;
      const answer: StoredAnswer = { status: 201, location, body: toWebhookAnswer(webhook) };
      const after = await feed.newest(department);
      const outcome = await writer.create(webhook, { key, answer, after });
      if (outcome === 'too-many')
        throw new Problem('state-conflict', { reason: 'webhooks-exhausted' });
      return outcome === 'created' ? answer : outcome;
    });
    return withSecret(ports, written);
  };
}

/** Keeps a department's endpoints. */
export function makeKeepWebhooks(ports: KeepWebhooksPorts): KeepWebhooks {
  const changeOwn = makeChangeOwn(ports);
  return {
    make: makeMake(ports),
    change(call, id, asked) {
      checkAddress(ports, asked.address);
      return changeOwn(call, id, (found) => ({ webhook: toChanged(found, asked), status: 200 }));
    },
    async rotate(call, id) {
      const written = await changeOwn(call, id, (found, now) => ({
        webhook: toRotated(ports, found, now),
        status: 201,
      }));
      return withSecret(ports, written);
    },
    test(call, id) {
      const name = `${call.by}\n${call.idempotencyKey}`;
      return changeOwn(call, id, (found, now) => toTest(found, name, now));
    },
    async remove(id, department) {
      const found = await findOwnWebhook(ports.webhooks, id, department).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'not-found') return undefined;
        throw error;
      });
      if (found !== undefined) await ports.writer.remove(found);
    },
  };
}
