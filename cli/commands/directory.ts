import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { toChangeLines, toValueLines } from '../describe-change.ts';
import { toProposalLines, toSummaryLine } from '../describe-proposal.ts';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';
import { addProposeCommand } from './directory-propose.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

type Body = Record<string, unknown>;

/** `yinzheng directory propose|confirm|reject|proposals|show|history`. */
export function addDirectoryCommand(program: Command): void {
  const directory = program
    .command('directory')
    .description('departments, licence types, clients, and who may issue what');
  addProposeCommand(directory);
  directory
    .command('confirm <proposal>')
    .description('confirm what another client proposed: it is applied at once')
    .option('--key <key>', 'idempotency key')
    .action((id: string, _own: unknown, command: Command) =>
      decide(command, `${proposalPath(id)}/confirmations`, {}),
    );
  directory
    .command('reject <proposal>')
    .description('reject a proposal, or take back an own one')
    .requiredOption('--reason <text>', 'why')
    .option('--key <key>', 'idempotency key')
    .action((id: string, own: { reason: string }, command: Command) =>
      decide(command, `${proposalPath(id)}/rejections`, { reason: own.reason }),
    );
  addReading(directory);
}

function addReading(directory: Command): void {
  directory
    .command('proposals')
    .description('list proposals, newest first')
    .option('--state <state>', 'open, confirmed, rejected or expired')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((own: { state?: string; cursor?: string }, command: Command) => list(command, own));
  directory
    .command('show <what>')
    .description('show a proposal, a department or a licence type by its code, or a client')
    .action((what: string, _own: unknown, command: Command) => show(command, what));
  directory
    .command('history <what>')
    .description('who changed a department, a licence type or a client, when, and what')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action((what: string, own: { cursor?: string }, command: Command) =>
      history(command, what, own.cursor),
    );
}

const proposalPath = (id: string) => `/v1/proposals/${encodeURIComponent(id)}`;

/** Codes tell what they are by their form. */
function pathOf(what: string): string {
  const named = encodeURIComponent(what);
  if (what.startsWith('proposal-')) return `/v1/proposals/${named}`;
  if (/^[0-9A-Z]{18}$/.test(what)) return `/v1/departments/${named}`;
  return /^[0-9A-Z]{21}$/.test(what) ? `/v1/licence-types/${named}` : `/v1/clients/${named}`;
}

async function decide(command: Command, path: string, body: object): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const idempotencyKey = options.key ?? randomUUID();
  const call = { method: 'POST', path, body, idempotencyKey } as const;
  const answer = await callAs(readClientFile(options.client), call);
  print(Boolean(options.json), answer.body, toProposalLines(answer.body));
}

async function read(command: Command, path: string): Promise<Body> {
  const { client } = command.optsWithGlobals<Options>();
  return (await callAs(readClientFile(client), { method: 'GET', path })).body;
}

const toQuery = (given: Readonly<Record<string, string | undefined>>) => {
  const named = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return named.length === 0 ? '' : `?${new URLSearchParams(named)}`;
};

async function list(command: Command, own: { state?: string; cursor?: string }): Promise<void> {
  const { state, cursor } = own;
  const body = await read(command, `/v1/proposals${toQuery({ state, cursor })}`);
  const lines = (body['proposals'] as Body[]).map(toSummaryLine);
  print(Boolean(command.optsWithGlobals<Options>().json), body, [...lines, ...toNextLine(body)]);
}

async function show(command: Command, what: string): Promise<void> {
  const body = await read(command, pathOf(what));
  const lines = 'proposedBy' in body ? toProposalLines(body) : [what, ...toValueLines(body)];
  print(Boolean(command.optsWithGlobals<Options>().json), body, lines);
}

async function history(command: Command, what: string, cursor: string | undefined): Promise<void> {
  const body = await read(command, `${pathOf(what)}/history${toQuery({ cursor })}`);
  const lines = (body['entries'] as Body[]).flatMap(toHistoryLines);
  print(Boolean(command.optsWithGlobals<Options>().json), body, [...lines, ...toNextLine(body)]);
}

const toNextLine = ({ next }: Body) => (next === undefined ? [] : [`more: --cursor ${next}`]);

function toHistoryLines(entry: Body): readonly string[] {
  const by = entry['by'] as string | Body;
  const who =
    typeof by === 'string'
      ? by
      : `proposed by ${by['proposedBy']}, confirmed by ${by['confirmedBy']} (${by['proposal']})`;
  return [
    `${entry['at']}  ${entry['act']}  ${who}`,
    ...toChangeLines(entry['before'], entry['after']),
  ];
}
