import type { WebhookMessage, WebhookReply, WebhookSender } from '../../ports/webhook-sender.ts';
import {
  findAddressFault,
  type Network,
  PrivateAddress,
  requestGuarded,
} from './guarded-request.ts';
import { signWebhook } from './webhook-signature.ts';

/** How the network lies about, and how long an endpoint may take. */
export interface WebhookSenderOptions {
  readonly network: Network;
  readonly timeoutMilliseconds?: number;
}

/** Of the 15 to 30 seconds that Standard Webhooks advises: an endpoint has to take an event, not to work on it. */
const defaultTimeoutMilliseconds = 15_000;

const toHeaders = (message: WebhookMessage) => ({
  'content-type': message.mediaType,
  'content-length': Buffer.byteLength(message.body),
  'user-agent': 'Yinzheng-Webhooks/1',
  'webhook-id': message.id,
  'webhook-timestamp': String(message.timestampSeconds),
  'webhook-signature': signWebhook(message.secrets, message),
});

function toFailure(error: unknown): WebhookReply {
  if (error instanceof PrivateAddress) return { outcome: 'failed', reason: 'address-private' };
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const cause = (error as { cause?: { name?: string } }).cause?.name;
  return {
    outcome: 'failed',
    reason: isLate || cause === 'TimeoutError' ? 'timeout' : 'unreachable',
  };
}

/** Sends by the rules of Standard Webhooks, as carefully as an address that somebody else chose asks for. */
export function makeHttpWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { network, timeoutMilliseconds = defaultTimeoutMilliseconds } = options;
  return {
    async send(message) {
      const { address, body } = message;
      const reason = findAddressFault(address, network);
      if (reason !== undefined) return { outcome: 'failed', reason };
      const request = { method: 'POST', address, headers: toHeaders(message), body } as const;
      try {
        const signal = AbortSignal.timeout(timeoutMilliseconds);
        const response = await requestGuarded(request, network, signal);
        response.destroy();
        return { outcome: 'answered', status: response.statusCode ?? 0 };
      } catch (error) {
        return toFailure(error);
      }
    },
  };
}
