import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/**
 * What befalls one call between the SDK's client and the engine: it is lost `before` or `after` it
 * lands; it lands and the container is gone (`crash`: nothing of it reaches an engine any more); it
 * lands and the SDK, without an answer, sends it `again`; it lands and is sent `anew` when
 * the service has forgotten the first one's token, as after ten minutes.
 */
export type NetworkFault = 'before' | 'after' | 'crash' | 'again' | 'anew';

/** The three that every call of a use case is put through: no effect, effect then error, effect then crash. */
export const tableFaults = ['before', 'after', 'crash'] as const;

/** What may befall a call; one that only reads does nothing more the second time. */
export function faultsFor(commandName: string): readonly NetworkFault[] {
  const reads = /^(Get|Query|BatchGet|GenerateMac)/.test(commandName);
  return reads ? tableFaults : [...tableFaults, 'again', 'anew'];
}

/** The clients that our adapters use. */
type AwsClient = DynamoDBClient | KMSClient | S3Client | SQSClient;

/** Numbers the calls of all clients it is put into, and lets one of them meet a fault. */
export interface NetworkPlan {
  readonly calls: readonly string[];
  into<Client extends AwsClient>(client: Client): Client;
}

interface Sending {
  readonly input: Record<string, unknown>;
}
type Send = (sending: Sending) => Promise<{ output: unknown; response: unknown }>;

const lost = () => Object.assign(new Error('lost on the way'), { name: 'TimeoutError' });

const withFreshToken = (sending: Sending): Sending =>
  'ClientRequestToken' in sending.input || 'TransactItems' in sending.input
    ? { ...sending, input: { ...sending.input, ClientRequestToken: randomUUID() } }
    : sending;

/** One sending that lands and whose answer is lost; the SDK sends again by itself. */
interface AnswerLoss {
  isDue: boolean;
}

async function meet(fault: NetworkFault, send: Send, sending: Sending) {
  if (fault === 'before') throw lost();
  const answer = await send(sending);
  if (fault === 'after' || fault === 'crash') throw lost();
  return fault === 'anew' ? send(withFreshToken(sending)) : answer;
}

const loseOneAnswer = (loss: AnswerLoss) => (next: Send) => async (sending: Sending) => {
  const loses = loss.isDue;
  loss.isDue = false;
  const answer = await next(sending);
  if (loses) throw lost();
  return answer;
};

interface Stack {
  add(middleware: (next: Send, context: { commandName: string }) => unknown, options: object): void;
}

/** Lets the call of that number (from 1) meet the fault; 0 lets none. */
export function makeNetworkPlan(failing = 0, fault: NetworkFault = 'before'): NetworkPlan {
  const calls: string[] = [];
  const loss: AnswerLoss = { isDue: false };
  let isGone = false;
  const number = (send: Send, commandName: string) => async (sending: Sending) => {
    if (isGone) throw lost();
    calls.push(commandName);
    if (calls.length !== failing) return send(sending);
    isGone = fault === 'crash';
    loss.isDue = fault === 'again';
    return meet(fault, send, sending);
  };
  return {
    calls,
    into: (client) => {
      const stack = client.middlewareStack as unknown as Stack;
      const outside = { name: 'faultOfTheCall', step: 'serialize', priority: 'high' };
      stack.add((next, { commandName }) => number(next, commandName), outside);
      const inside = { name: 'faultOfTheSending', step: 'deserialize', priority: 'high' };
      stack.add(loseOneAnswer(loss), inside);
      return client;
    },
  };
}
