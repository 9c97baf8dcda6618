import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

type Body = Record<string, unknown>;

/** One request as the client, and what of its answer is printed. */
interface Act {
  readonly method?: 'POST';
  readonly path: string;
  readonly body?: Body;
  readonly toLines: (answer: Body) => readonly string[];
}

async function act(command: Command, { method, path, body, toLines }: Act): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const call =
    method === undefined
      ? ({ method: 'GET', path } as const)
      : ({ method, path, body: body ?? {}, idempotencyKey: randomUUID() } as const);
  const answer = await callAs(readClientFile(options.client), call);
  print(Boolean(options.json), answer.body, toLines(answer.body));
}

const words = (...parts: readonly unknown[]) =>
  parts.filter((part) => part !== undefined).join('  ');

const toWebhookLine = ({ webhookId, state, reason, address, types }: Body) =>
  words(webhookId, state, reason, address, types);
const toSecretLines = (answer: Body) => [toWebhookLine(answer), `secret  ${answer['secret']}`];
const toAttemptLine = (one: Body) =>
  words(
    one['at'],
    one['type'],
    one['eventId'],
    one['attempt'],
    one['outcome'],
    one['status'],
    one['reason'],
  );
const toEventLine = (one: Body) => words(one['sequence'], one['time'], one['type'], one['subject']);
const listOf = (answer: Body, name: string) => answer[name] as readonly Body[];

/** `yinzheng webhook …` and `yinzheng events`: what happened, posted or fetched. */
export function addWebhookCommand(program: Command): void {
  const webhook = program
    .command('webhook')
    .description('endpoints that events are posted to 事件回调');
  webhook
    .command('list')
    .description("list the department's endpoints")
    .action((_own: object, command: Command) =>
      act(command, {
        path: '/v1/webhooks',
        toLines: (answer) => listOf(answer, 'webhooks').map(toWebhookLine),
      }),
    );
  webhook
    .command('add <address>')
    .description('make an endpoint; its secret is told once')
    .option('--types <types>', 'only these, separated by commas')
    .action((address: string, { types }: { types?: string }, command: Command) =>
      act(command, {
        ...{ method: 'POST', path: '/v1/webhooks', toLines: toSecretLines },
        body: { address, ...(types === undefined ? {} : { types: types.split(',') }) },
      }),
    );
  webhook
    .command('rotate <webhook>')
    .description('make a new secret; the one before signs beside it for a day')
    .action((id: string, _own: object, command: Command) =>
      act(command, { method: 'POST', path: `/v1/webhooks/${id}/secrets`, toLines: toSecretLines }),
    );
  addLooking(program, webhook);
}

function addLooking(program: Command, webhook: Command): void {
  webhook
    .command('test <webhook>')
    .description('send a test event')
    .action((id: string, _own: object, command: Command) =>
      act(command, {
        ...{ method: 'POST', path: `/v1/webhooks/${id}/tests` },
        toLines: ({ eventId }) => [String(eventId)],
      }),
    );
  webhook
    .command('deliveries <webhook>')
    .description('list attempts, newest first')
    .action((id: string, _own: object, command: Command) =>
      act(command, {
        path: `/v1/webhooks/${id}/deliveries`,
        toLines: (answer) => listOf(answer, 'deliveries').map(toAttemptLine),
      }),
    );
  program
    .command('events')
    .description('list what happened, in order 事件')
    .option('--after <sequence>', 'go on behind this position', '0')
    .action(({ after }: { after: string }, command: Command) =>
      act(command, {
        path: `/v1/events?after=${encodeURIComponent(after)}`,
        toLines: (answer) => listOf(answer, 'events').map(toEventLine),
      }),
    );
}
