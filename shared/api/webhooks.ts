import * as z from 'zod';
import { eventTypes } from '../domain/event.ts';
import { disabledReasons } from '../domain/webhook.ts';
import { cursor, pageSize } from './page-size.ts';

const maxEvents = 500;

const types = z
  .array(z.enum(eventTypes))
  .min(1)
  .max(eventTypes.length)
  .refine((all) => new Set(all).size === all.length, { params: { code: 'duplicate' } })
  .exactOptional();
const address = z.string().min(1).max(2048);

/** Body of `POST /v1/webhooks`. */
export const newWebhookBody = z.strictObject({ address, types });
export type NewWebhook = z.output<typeof newWebhookBody>;

/** Body of `PUT /v1/webhooks/{id}`: the whole of it. */
export const changedWebhookBody = z.strictObject({
  address,
  types,
  state: z.enum(['enabled', 'disabled']),
});
export type ChangedWebhook = z.output<typeof changedWebhookBody>;

/** Body of the acts that ask for nothing more. */
export const nothingBody = z.strictObject({});

/** An endpoint as its department is told of it. */
export const webhookAnswer = z.object({
  webhookId: z.string(),
  address: z.string(),
  types: z.array(z.enum(eventTypes)).exactOptional(),
  state: z.enum(['enabled', 'disabled']),
  reason: z.enum(disabledReasons).exactOptional(),
  secrets: z.array(
    z.object({
      secretId: z.string(),
      madeAt: z.string(),
      endsAt: z.string().exactOptional(),
    }),
  ),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type WebhookAnswer = z.output<typeof webhookAnswer>;

/** The same with its newest secret: only in the answer to whoever had it made. */
export const webhookWithSecretAnswer = webhookAnswer.extend({ secret: z.string() });

export const webhooksAnswer = z.object({ webhooks: z.array(webhookAnswer) });
export const testAnswer = z.object({ eventId: z.string() });

/** Query of `GET /v1/webhooks/{id}/deliveries`. */
export const deliveriesQuery = z.strictObject({ cursor, limit: pageSize(20) });
export type DeliveriesQuery = z.output<typeof deliveriesQuery>;

export const deliveriesAnswer = z.object({
  deliveries: z.array(
    z.object({
      eventId: z.string(),
      type: z.string(),
      attempt: z.int(),
      at: z.string(),
      outcome: z.enum(['delivered', 'failed', 'given-up']),
      status: z.int().exactOptional(),
      reason: z.string().exactOptional(),
      milliseconds: z.int(),
    }),
  ),
  next: z.string().exactOptional(),
});
export type DeliveriesAnswer = z.output<typeof deliveriesAnswer>;

/** Query of `GET /v1/events`. */
export const eventsQuery = z.strictObject({
  after: z
    .string()
    .regex(/^[0-9]{1,12}$/)
    .default('0')
    .transform(Number),
  limit: z.coerce.number().int().min(1).max(maxEvents).default(100),
});
export type EventsQuery = z.output<typeof eventsQuery>;

/** Query of `GET /v1/counts`. */
export const countsQuery = z.strictObject({
  month: z.string().regex(/^[1-9][0-9]{3}-(?:0[1-9]|1[0-2])$/),
});
export type CountsQuery = z.output<typeof countsQuery>;

export const countsAnswer = z.object({
  month: z.string(),
  counts: z.array(
    z.object({
      licenceType: z.string(),
      sealId: z.string(),
      acts: z.record(z.string(), z.int()),
    }),
  ),
});
export type CountsAnswer = z.output<typeof countsAnswer>;

/** An event, whoever gets it by whatever way. */
export const cloudEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  sequence: z.string().exactOptional(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
});

export const eventsAnswer = z.object({ events: z.array(cloudEvent), next: z.string() });
export type EventsAnswer = z.output<typeof eventsAnswer>;
