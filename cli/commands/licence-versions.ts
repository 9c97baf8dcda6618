import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { readClientFile, readJsonFile, readLicenceId } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';
import { toDraftLines } from './licence-drafts.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

interface VersionOptions {
  readonly basis: string;
  readonly reason: string;
  readonly seal?: string;
  readonly with?: string;
  readonly until?: string;
  readonly out?: string;
  readonly credential?: string;
  readonly printed?: string;
}

const kinds = {
  renew: 'give a licence another term 延续',
  change: 'change what a licence says 变更',
  replace: 'make a licence anew, or one for a lost one 换发/补发',
  correct: 'correct a licence 更正',
  reinstate: 'give back a licence whose withdrawal was annulled',
} as const;

/** `yinzheng licence renew|change|replace|correct|reinstate`. */
export function addVersionCommands(licence: Command): void {
  for (const [kind, description] of Object.entries(kinds)) {
    const command = licence
      .command(`${kind} <licence>`)
      .description(description)
      .requiredOption('--basis <text>', 'the legal basis')
      .requiredOption('--reason <text>', 'the reason')
      .option('--seal <seal>', 'the seal to use, if not the usual one')
      .option('--key <key>', 'idempotency key: the same key never makes two versions')
      .option('--out <file>', 'write the whole answer there')
      .option('--credential <file>', 'write the credential there')
      .option('--printed <file>', 'write the printed code there')
      .action((id: string, own: VersionOptions, used: Command) => makeVersion(used, id, own));
    if (kind === 'renew')
      command.option('--until <date>', 'last day, where the type leaves it open');
    if (kind === 'change' || kind === 'correct')
      command.requiredOption(
        '--with <file>',
        'a JSON file with what is altered: holders, items, …',
      );
  }
}

async function makeVersion(command: Command, licence: string, own: VersionOptions): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const client = readClientFile(options.client);
  const { body, headers } = await callAs(client, {
    method: 'POST',
    path: `/v1/licences/${encodeURIComponent(readLicenceId(licence))}/versions`,
    body: {
      kind: command.name(),
      seal: own.seal ?? client.seal,
      legalBasis: own.basis,
      reason: own.reason,
      ...(own.until === undefined ? {} : { validUntil: own.until }),
      ...(own.with === undefined ? {} : readJsonFile(own.with)),
    },
    idempotencyKey: options.key ?? randomUUID(),
  });
  print(Boolean(options.json), body, toLines(body));
  if (own.out) writeFileSync(own.out, `${JSON.stringify(body, null, 2)}\n`);
  writePart(own.credential, body['credential']);
  writePart(own.printed, body['printedCode']);
  if (headers.get('idempotent-replayed')) process.stderr.write('Idempotent-Replayed: true\n');
}

function writePart(file: string | undefined, part: unknown): void {
  if (file !== undefined && part !== undefined) writeFileSync(file, `${String(part)}\n`);
}

function toLines(body: Record<string, unknown>): string[] {
  if (body['draftId'] !== undefined) return toDraftLines(body);
  return [
    `${String(body['licenceId'])}  version ${String(body['version'])}  ${String(body['state'])}`,
    `  ${String(body['identifier'])} supersedes ${String(body['supersedes'])}`,
  ];
}
