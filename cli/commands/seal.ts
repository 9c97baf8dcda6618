import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readBytes, readClientFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { callAs } from '../service-client.ts';
import { addSealListCommands, toSealLines } from './seal-lists.ts';
import { addStampCommand } from './seal-stamp.ts';

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
  readonly replaces?: string;
  readonly ground?: string;
}

interface StepOptions {
  readonly reason?: string;
  readonly compromisedFrom?: string;
}

const steps = [
  { name: 'make', to: 'made', says: 'make the key and the certificate of a seal applied for' },
  { name: 'enable', to: 'enabled', says: 'enable a made seal 启用' },
  { name: 'resume', to: 'enabled', says: 'enable a suspended seal again 恢复' },
  { name: 'suspend', to: 'suspended', says: 'suspend a seal 停用: its key is disabled' },
  { name: 'cancel', to: 'cancelled', says: 'cancel a seal 注销 for good' },
] as const;

/** `yinzheng seal apply|make|enable|resume|suspend|cancel|show|list|uses`. */
export function addSealCommand(program: Command): void {
  const seal = program.command('seal').description('apply for, make, use and put away seals');
  addApply(seal);
  addStampCommand(seal);
  for (const step of steps) {
    const command = seal
      .command(`${step.name} <seal>`)
      .description(step.says)
      .option('--reason <text>', 'why')
      .option('--key <key>', 'idempotency key');
    if (step.to === 'suspended' || step.to === 'cancelled') {
      command.option(
        '--compromised-from <time>',
        'since when its key may have been in other hands, RFC 3339: licences signed from then on are refused',
      );
    }
    command.action((id: string, own: StepOptions, called: Command) =>
      changeState(called, id, { to: step.to, ...own }),
    );
  }
  seal
    .command('show <seal>')
    .description('show a seal, its history, and what it replaces or is replaced by')
    .option('--picture <file>', 'write its picture there, SVG or PNG')
    .action((id: string, own: { picture?: string }, command: Command) => show(command, id, own));
  addSealListCommands(seal);
}

function addApply(seal: Command): void {
  seal
    .command('apply')
    .description('apply for a seal of the own department, or for one in place of another 重制')
    .requiredOption('--name <name>', 'name of the seal')
    .option(
      '--kind <kind>',
      'official, contract, finance, licence-special or invoice',
      'licence-special',
    )
    .option('--shape <shape>', 'round, oval or square; oval for invoice seals, else round')
    .option('--code <code>', 'seal code 印章编码, drawn along the edge')
    .option('--image <png>', 'picture of the seal (PNG); drawn where none is given')
    .option('--replaces <seal>', 'seal that it takes the place of')
    .option('--ground <ground>', 'why: rename, expiry, loss or compromise')
    .option('--key <key>', 'idempotency key')
    .action((own: ApplyOptions, command: Command) => apply(command, own));
}

function toReplaces({ replaces: seal, ground }: ApplyOptions) {
  if (seal === undefined && ground === undefined) return {};
  if (seal === undefined || ground === undefined) {
    throw new Usage('--replaces and --ground go together');
  }
  return { replaces: { seal, ground } };
}

async function apply(command: Command, own: ApplyOptions): Promise<void> {
  const png = own.image ? readBytes(own.image).toString('base64') : undefined;
  const { name, kind, shape, code } = own;
  const drawn = { ...(shape ? { shape } : {}), ...(code ? { code } : {}) };
  const image = png ? { image: { png } } : {};
  await call(command, '/v1/seals', { name, kind, ...drawn, ...image, ...toReplaces(own) });
}

async function changeState(
  command: Command,
  id: string,
  { to, reason, compromisedFrom }: StepOptions & { readonly to: string },
): Promise<void> {
  const told = { ...(reason ? { reason } : {}), ...(compromisedFrom ? { compromisedFrom } : {}) };
  await call(command, `/v1/seals/${encodeURIComponent(id)}/state-changes`, { to, ...told });
}

async function call(command: Command, path: string, body: object): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { body: seal } = await callAs(readClientFile(options.client), {
    method: 'POST',
    path,
    body,
    idempotencyKey: options.key ?? randomUUID(),
  });
  print(Boolean(options.json), seal, toSealLines(seal));
}

async function show(command: Command, id: string, own: { picture?: string }): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const path = `/v1/seals/${encodeURIComponent(id)}`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  const { svg, png } = body['image'] as { svg?: string; png?: string };
  if (own.picture) writeFileSync(own.picture, svg ?? Buffer.from(png ?? '', 'base64'));
  print(Boolean(options.json), body, toSealLines(body, 'with history'));
}
