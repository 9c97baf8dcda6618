import type { EventId, FeedPosition } from '../../domain/event.ts';
import type { CivilDate, DepartmentCode, Moment } from '../../domain/ids.ts';
import type { WebhookId } from '../../domain/webhook.ts';
import { type RegisterItem, text } from './dynamo-register-keys.ts';

const keyOf = (pk: string, sk: string): RegisterItem => ({ pk: text(pk), sk: text(sk) });
const digits = (value: number, width: number) => String(value).padStart(width, '0');
const momentDigits = 14;

/** Keys of the outlet table, one function a row of its table in `docs/data-model.md`. */
export const outletKeys = {
  fact: (id: EventId) => keyOf(`fact#${id}`, 'fact'),
  feedHead: (department: DepartmentCode) => keyOf(`feed-head#${department}`, 'head'),
  feed: (department: DepartmentCode) => `feed#${department}`,
  position: (position: FeedPosition) => digits(position, 12),
  fed: (department: DepartmentCode, position: FeedPosition) =>
    keyOf(outletKeys.feed(department), outletKeys.position(position)),
  countsOf: (department: DepartmentCode) => `counts#${department}`,
  counted: (department: DepartmentCode, row: string) => keyOf(outletKeys.countsOf(department), row),
  webhook: (id: WebhookId) => keyOf(`webhook#${id}`, 'webhook'),
  webhooksOf: (department: DepartmentCode) => `webhooks#${department}`,
  listedWebhook: (department: DepartmentCode, id: WebhookId) =>
    keyOf(outletKeys.webhooksOf(department), id),
  webhookCount: (department: DepartmentCode) => keyOf(`webhook-count#${department}`, 'count'),
  /** How far an endpoint is, and who works on it. */
  turn: (id: WebhookId) => keyOf(`turn#${id}`, 'turn'),
  waitingPartition: 'waiting',
  waiting: (id: WebhookId) => keyOf(outletKeys.waitingPartition, id),
  retries: (id: WebhookId) => `retry#${id}`,
  retry: (id: WebhookId, event: EventId) => keyOf(outletKeys.retries(id), event),
  log: (id: WebhookId) => `log#${id}`,
  logged: (id: WebhookId, of: { readonly at: Moment; readonly event: EventId; attempt: number }) =>
    keyOf(outletKeys.log(id), `${digits(of.at, momentDigits)}#${of.event}#${of.attempt}`),
  dueDay: (day: CivilDate, shard: number) => `due#${day}#${shard}`,
  due: (day: CivilDate, shard: number, name: string) => keyOf(outletKeys.dueDay(day, shard), name),
  dueWorkDay: (day: CivilDate) => `due-work#${day}`,
  dueWork: (day: CivilDate, name: string) => keyOf(outletKeys.dueWorkDay(day), name),
  walked: () => keyOf('due-walk', 'walk'),
};
