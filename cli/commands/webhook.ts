import type { Command } from 'commander';
import { act, ask, type Body, listOf, words } from '../act.ts';

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
  addChanging(webhook);
  addLooking(program, webhook);
}

/** The whole of an endpoint is sent, as it stands but for its state. */
async function setState(id: string, state: 'enabled' | 'disabled', command: Command) {
  const path = `/v1/webhooks/${id}`;
  const { address, types } = await ask(command, { path });
  const body = { address, ...(types === undefined ? {} : { types }), state };
  await act(command, { method: 'PUT', path, body, toLines: (answer) => [toWebhookLine(answer)] });
}

function addChanging(webhook: Command): void {
  webhook
    .command('disable <webhook>')
    .description('send nothing more there; what happens meanwhile stays in the feed')
    .action((id: string, _own: object, command: Command) => setState(id, 'disabled', command));
  webhook
    .command('enable <webhook>')
    .description('go on where it stopped')
    .action((id: string, _own: object, command: Command) => setState(id, 'enabled', command));
  webhook
    .command('remove <webhook>')
    .description('forget the endpoint, its secrets and what it has not got yet')
    .action((id: string, _own: object, command: Command) =>
      act(command, {
        ...{ method: 'DELETE', path: `/v1/webhooks/${id}` },
        toLines: () => [`removed  ${id}`],
      }),
    );
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
