import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

interface ListOptions {
  readonly department?: string;
  readonly state?: string;
  readonly cursor?: string;
  readonly limit?: string;
}

type Body = Record<string, unknown>;

/** `yinzheng seal list|uses`: a page each; what follows is asked for with its cursor. */
export function addSealListCommands(seal: Command): void {
  addPage(seal.command('list').description('list seals of the own department'))
    .option('--department <code>', 'the department, for who makes seals')
    .option('--state <state>', 'only seals in this state, for instance applied or expired')
    .action((own: ListOptions, command: Command) => list(command, '/v1/seals', own));
  addPage(
    seal
      .command('uses <seal>')
      .description('list what a seal was used for 用章记录: when, by whom, which licence'),
  ).action((id: string, own: ListOptions, command: Command) =>
    list(command, `/v1/seals/${encodeURIComponent(id)}/uses`, own),
  );
}

function addPage(command: Command): Command {
  return command
    .option('--limit <count>', 'how many at most, up to 100')
    .option('--cursor <cursor>', 'go on behind an earlier page: its `next`');
}

async function list(command: Command, path: string, own: ListOptions): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { department, state, cursor, limit } = own;
  const asked = Object.entries({ department, state, cursor, limit }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
  const { body } = await callAs(readClientFile(options.client), {
    method: 'GET',
    path: `${path}${query}`,
  });
  const lines = [
    ...((body['seals'] ?? []) as Body[]).flatMap((seal) => toSealLines(seal)),
    ...((body['uses'] ?? []) as Body[]).map(toUseLine),
  ];
  const next = body['next'] === undefined ? [] : [`more: --cursor ${String(body['next'])}`];
  print(Boolean(options.json), body, [...lines, ...next]);
}

function toUseLine(use: Body): string {
  const { at, by, digest, licenceId, version, form, stamp } = use;
  const what = stamp ?? `${String(licenceId)} version ${String(version)} ${String(form)}`;
  return `${String(at)}  ${String(what)}  ${String(digest)}  by ${String(by)}`;
}

function toEntryLine(entry: Body): string {
  const { at, state, by, reason, compromisedFrom } = entry;
  const since =
    compromisedFrom === undefined ? '' : `  compromised from ${String(compromisedFrom)}`;
  return `  ${String(at)}  ${String(state)}  by ${String(by)}${since}${reason ? `  ${String(reason)}` : ''}`;
}

function toLinkLines({ replaces, replacedBy }: Body): string[] {
  const { seal, ground } = (replaces ?? {}) as Body;
  return [
    ...(seal === undefined ? [] : [`  in place of ${String(seal)}, for ${String(ground)}`]),
    ...((replacedBy ?? []) as string[]).map((id) => `  replaced by ${id}`),
  ];
}

/** A seal in a line, and its history and links where asked. */
export function toSealLines(seal: Body, history?: 'with history'): string[] {
  const { id, state, name, entries } = seal;
  const line = `${String(id)}  ${String(state)}  ${String(name ?? '')}`;
  if (history === undefined) return [line];
  return [line, ...toLinkLines(seal), ...((entries ?? []) as Body[]).map(toEntryLine)];
}
