import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { download } from '../files.ts';
import { readClientFile, readJsonFile, readLicenceId } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';
import { addDraftCommands, toDraftLines } from './licence-drafts.ts';
import { addFindCommand } from './licence-find.ts';
import { addQrCommand } from './licence-qr.ts';
import { addVersionCommands } from './licence-versions.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

interface IssueOptions {
  readonly seal?: string;
  readonly out?: string;
  readonly credential?: string;
  readonly printed?: string;
}

interface StateOptions {
  readonly to: string;
  readonly basis: string;
  readonly reason: string;
  readonly lost?: boolean;
}

type Body = Record<string, unknown>;

/** `yinzheng licence issue|show|find|state|qr|drafts|confirm|reject`. */
export function addLicenceCommand(program: Command): void {
  const licence = program.command('licence').description('issue licences and change their state');
  licence
    .command('issue <file>')
    .description('issue one licence from a JSON file, or - for standard input')
    .option('--seal <seal>', 'the seal to use, if the file names none')
    .option('--key <key>', 'idempotency key: the same key never issues twice')
    .option('--out <file>', 'write the whole answer there')
    .option('--credential <file>', 'write the credential there')
    .option('--printed <file>', 'write the printed code there')
    .action((file: string, own: IssueOptions, command: Command) => issue(command, file, own));
  licence
    .command('show <licence>')
    .description('show a licence by its id, or by the file that `issue --out` wrote')
    .action((licenceId: string, _own: unknown, command: Command) => show(command, licenceId));
  addFindCommand(licence);
  licence
    .command('state <licence>')
    .description('change the state of a licence')
    .requiredOption('--to <state>', 'the new state, for instance suspended')
    .requiredOption('--basis <text>', 'the legal basis')
    .requiredOption('--reason <text>', 'the reason')
    .option('--lost', 'suspended: its holder lost it; valid: the holder’s own report is lifted too')
    .option('--key <key>', 'idempotency key')
    .action((id: string, own: StateOptions, command: Command) => changeState(command, id, own));
  licence
    .command('document <licence>')
    .description('write the face of a licence, a PDF under the seal of its department')
    .requiredOption('--out <file>', 'write the PDF there')
    .action((id: string, own: { out: string }, command: Command) =>
      writeFace(command, id, own.out),
    );
  addQrCommand(licence);
  addVersionCommands(licence);
  addDraftCommands(licence);
}

async function issue(command: Command, file: string, own: IssueOptions): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const client = readClientFile(options.client);
  const given = readJsonFile(file);
  const answer = await callAs(client, {
    method: 'POST',
    path: '/v1/licences',
    body: { seal: own.seal ?? client.seal, ...given },
    idempotencyKey: options.key ?? randomUUID(),
  });
  print(Boolean(options.json), answer.body, toLines(answer.body));
  const { credential, printedCode } = answer.body;
  if (own.out) writeFileSync(own.out, `${JSON.stringify(answer.body, null, 2)}\n`);
  if (own.credential && credential !== undefined)
    writeFileSync(own.credential, `${String(credential)}\n`);
  if (own.printed && printedCode !== undefined)
    writeFileSync(own.printed, `${String(printedCode)}\n`);
  if (answer.headers.get('idempotent-replayed'))
    process.stderr.write('Idempotent-Replayed: true\n');
}

async function show(command: Command, licence: string): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const path = `/v1/licences/${encodeURIComponent(readLicenceId(licence))}`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  print(Boolean(options.json), body, toLines(body));
}

async function writeFace(command: Command, licence: string, out: string): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const path = `/v1/licences/${encodeURIComponent(readLicenceId(licence))}/document`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  const sizeBytes = await download(body, out);
  print(Boolean(options.json), body, [`${String(body['identifier'])}  ${sizeBytes} bytes`]);
}

async function changeState(command: Command, licence: string, own: StateOptions): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { body } = await callAs(readClientFile(options.client), {
    method: 'POST',
    path: `/v1/licences/${encodeURIComponent(readLicenceId(licence))}/state-changes`,
    body: {
      ...{ to: own.to, legalBasis: own.basis, reason: own.reason },
      ...(own.lost ? { lossReported: true } : {}),
    },
    idempotencyKey: options.key ?? randomUUID(),
  });
  print(Boolean(options.json), body, toLines(body));
}

function toLines(body: Body): string[] {
  if (body['draftId'] !== undefined) return toDraftLines(body);
  return [`${String(body['licenceId'])}  ${String(body['state'])}`];
}
