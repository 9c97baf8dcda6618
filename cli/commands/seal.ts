import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

interface ApplyOptions {
  readonly name: string;
  readonly kind: string;
  readonly shape?: string;
  readonly code?: string;
  readonly image?: string;
}

const steps = [
  { name: 'make', to: 'made', says: 'make the key and the certificate of a seal applied for' },
  { name: 'enable', to: 'enabled', says: 'enable a made seal, or resume a suspended one' },
  { name: 'suspend', to: 'suspended', says: 'suspend a seal: its key is disabled' },
] as const;

/** `yinzheng seal apply|make|enable|suspend|show`. */
export function addSealCommand(program: Command): void {
  const seal = program.command('seal').description('apply for, make, enable and suspend seals');
  addApply(seal);
  for (const step of steps) {
    seal
      .command(`${step.name} <seal>`)
      .description(step.says)
      .option('--reason <text>', 'why')
      .option('--key <key>', 'idempotency key')
      .action((id: string, own: { reason?: string }, command: Command) =>
        changeState(command, id, { to: step.to, ...(own.reason ? { reason: own.reason } : {}) }),
      );
  }
  seal
    .command('show <seal>')
    .description('show a seal')
    .action((id: string, _own: unknown, command: Command) => show(command, id));
}

function addApply(seal: Command): void {
  seal
    .command('apply')
    .description('apply for a seal of the own department')
    .requiredOption('--name <name>', 'name of the seal')
    .option(
      '--kind <kind>',
      'official, contract, finance, licence-special or invoice',
      'licence-special',
    )
    .option('--shape <shape>', 'round, oval or square; oval for invoice seals, else round')
    .option('--code <code>', 'seal code 印章编码, drawn along the edge')
    .option('--image <png>', 'picture of the seal (PNG); drawn where none is given')
    .option('--key <key>', 'idempotency key')
    .action((own: ApplyOptions, command: Command) => apply(command, own));
}

async function apply(command: Command, own: ApplyOptions): Promise<void> {
  const png = own.image ? readFileSync(own.image).toString('base64') : undefined;
  const { name, kind, shape, code } = own;
  const drawn = { ...(shape ? { shape } : {}), ...(code ? { code } : {}) };
  await call(command, '/v1/seals', { name, kind, ...drawn, ...(png ? { image: { png } } : {}) });
}

async function changeState(command: Command, id: string, body: object): Promise<void> {
  await call(command, `/v1/seals/${encodeURIComponent(id)}/state-changes`, body);
}

async function call(command: Command, path: string, body: object): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { body: seal } = await callAs(readClientFile(options.client), {
    method: 'POST',
    path,
    body,
    idempotencyKey: options.key ?? randomUUID(),
  });
  print(Boolean(options.json), seal, toLines(seal));
}

async function show(command: Command, id: string): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const path = `/v1/seals/${encodeURIComponent(id)}`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  print(Boolean(options.json), body, toLines(body));
}

function toLines(seal: Record<string, unknown>): string[] {
  return [`${String(seal['id'])}  ${String(seal['state'])}  ${String(seal['name'] ?? '')}`];
}
