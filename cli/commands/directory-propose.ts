import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { toProposalLines } from '../describe-proposal.ts';
import { readClientFile, readPublicFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { type Call, callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
}

type Ask = Pick<Call, 'method' | 'path' | 'body'>;

interface Proposable {
  /** Name and arguments of the subcommand. */
  readonly name: string;
  readonly says: string;
  readonly ask: (...given: readonly string[]) => Ask;
}

const departmentPath = (code: unknown) => `/v1/departments/${encodeURIComponent(String(code))}`;
const clientPath = (id: unknown) => `/v1/clients/${encodeURIComponent(String(id))}`;

/** The body without the department that its path says. */
function belowDepartment(file: string, collection: string): Ask {
  const { department, ...body } = readPublicFile(file);
  if (typeof department !== 'string') throw new Usage(`${file} names no department`);
  return { method: 'POST', path: `${departmentPath(department)}/${collection}`, body };
}

const proposables: readonly Proposable[] = [
  {
    name: 'department <file>',
    says: 'a new department: code, name, division',
    ask: (file = '') => ({ method: 'POST', path: '/v1/departments', body: readPublicFile(file) }),
  },
  {
    name: 'change-department <file>',
    says: 'another name or division of a department: code, name, division',
    ask: (file = '') => {
      const { code, ...body } = readPublicFile(file);
      return { method: 'PUT', path: departmentPath(code), body };
    },
  },
  {
    name: 'licence-type <file>',
    says: 'the next version of a licence type, or the first',
    ask: (file = '') => {
      const body = readPublicFile(file);
      const code = encodeURIComponent(String(body['code']));
      const version = encodeURIComponent(String(body['version']));
      return { method: 'PUT', path: `/v1/licence-types/${code}/versions/${version}`, body };
    },
  },
  {
    name: 'entitlement <file>',
    says: 'that a department may issue a type: department, type, from, until',
    ask: (file = '') => belowDepartment(file, 'entitlements'),
  },
  {
    name: 'end-entitlement <file>',
    says: 'the end of an entitlement: department, type, from, until',
    ask: (file = '') => belowDepartment(file, 'entitlement-ends'),
  },
  {
    name: 'duty <file>',
    says: 'what may be looked up without a holder: department, type, itemCode, legalBasis, items, checksPerDay, from, until',
    ask: (file = '') => belowDepartment(file, 'duties'),
  },
  {
    name: 'end-duty <file>',
    says: 'the end of a duty: department, type, itemCode, until',
    ask: (file = '') => belowDepartment(file, 'duty-ends'),
  },
  {
    name: 'client <file>',
    says: 'a new client: id, name, department, scopes, keys',
    ask: (file = '') => ({ method: 'POST', path: '/v1/clients', body: readPublicFile(file) }),
  },
  {
    name: 'client-key <client> <file>',
    says: 'a second public key of a client (JWK with kid)',
    ask: (id = '', file = '') => ({
      method: 'POST',
      path: `${clientPath(id)}/keys`,
      body: readPublicFile(file),
    }),
  },
  {
    name: 'remove-client-key <client> <kid>',
    says: 'that a client loses a key',
    ask: (id = '', kid = '') => ({
      method: 'POST',
      path: `${clientPath(id)}/key-removals`,
      body: { kid },
    }),
  },
  {
    name: 'revoke-client <client>',
    says: 'that a client gets no more tokens, for ever',
    ask: (id = '') => ({ method: 'POST', path: `${clientPath(id)}/revocations`, body: {} }),
  },
];

/** `yinzheng directory propose <what> …`: files may be - for standard input. */
export function addProposeCommand(directory: Command): void {
  const propose = directory
    .command('propose')
    .description('propose a change; another client has to confirm it');
  for (const { name, says, ask } of proposables) {
    propose
      .command(name)
      .description(says)
      .option('--key <key>', 'idempotency key')
      .action((...given: unknown[]) => {
        const command = given.at(-1) as Command;
        return send(command, ask(...command.args));
      });
  }
}

async function send(command: Command, ask: Ask): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const idempotencyKey = options.key ?? randomUUID();
  const answer = await callAs(readClientFile(options.client), { ...ask, idempotencyKey });
  print(Boolean(options.json), answer.body, toProposalLines(answer.body));
}
