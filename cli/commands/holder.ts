import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type Body, listOf, words } from '../act.ts';
import { logInAsSample } from '../holder-login.ts';
import { openHolderSession } from '../holder-session.ts';
import { print, Usage } from '../output.ts';
import type { Call } from '../service-client.ts';

interface Options {
  readonly province: string;
  readonly json?: boolean;
  readonly as: string;
  readonly level?: string;
}
const toLogin = ({ province, as: account, level }: Options) => ({
  ...{ province, account },
  ...(level === undefined ? {} : { level }),
});

/** Calls as the holder and prints what is answered. */
async function act(command: Command, call: Call, toLines: (answer: Body) => readonly string[]) {
  const options = command.optsWithGlobals<Options>();
  const session = await openHolderSession(toLogin(options));
  const { body } = await session(call);
  print(Boolean(options.json), body, toLines(body));
}

const post = (path: string, body: Body = {}): Call => ({
  ...{ method: 'POST', path, body },
  idempotencyKey: randomUUID(),
});
const inPath = encodeURIComponent;

interface UsedLicence {
  readonly licenceId: string;
  readonly items: readonly string[];
}
const toUsed = (licences: unknown) =>
  (licences as readonly UsedLicence[])
    .map(({ licenceId, items }) => `${licenceId}=${items.join(',')}`)
    .join(' ');

function toUseLine({ at, kind, verifier, purpose, licences, matched, caseNumber }: Body): string {
  const { name, departmentName } = verifier as Body;
  const told = matched === undefined ? undefined : `matched ${String(matched)}`;
  const { words: what } = purpose as Body;
  return words(at, kind, departmentName ?? name, what, toUsed(licences), caseNumber, told);
}

/** `ID=item,item` @throws Usage */
function readLicence(text: string): UsedLicence {
  const [licenceId = '', items, more] = text.split('=');
  if (items === undefined || more !== undefined) {
    throw new Usage(`${text}: which items? give LICENCE=item,item (or LICENCE= for none)`);
  }
  return { licenceId, items: items.split(',').filter((item) => item !== '') };
}

/** `anyone`, a department's code, or a client's id. */
function readVerifier(text: string): Body {
  if (text === 'anyone') return { anyone: true };
  return /^[0-9A-Z]{18}$/.test(text) ? { department: text } : { client: text };
}

interface AuthoriseOptions {
  readonly to: string;
  readonly item: string;
  readonly purpose: string;
  readonly until?: string;
  readonly uses: string;
  readonly copy?: boolean;
  readonly delegation?: string;
}

const hourMilliseconds = 3600_000;

function toAuthorisation(licences: readonly string[], own: AuthoriseOptions): Body {
  const { until = new Date(Date.now() + hourMilliseconds).toISOString(), delegation } = own;
  return {
    type: 'yinzheng-licence-use',
    licences: licences.map(readLicence),
    verifier: readVerifier(own.to),
    purpose: { itemCode: own.item, words: own.purpose },
    ...{ until, maxUses: Number(own.uses), annotatedCopy: own.copy ?? false },
    ...(delegation === undefined ? {} : { delegation }),
  };
}

function addLeave(holder: Command): void {
  holder
    .command('authorise <licences...>')
    .description('let licences be used: LICENCE=item,item for each, and what of it may be seen')
    .requiredOption('--to <verifier>', 'a client, a department by its code, or anyone')
    .requiredOption('--item <code>', 'the service item that it is for')
    .requiredOption('--purpose <words>', 'what it is for, in words')
    .option('--until <time>', 'until when; an hour from now unless told')
    .option('--uses <number>', 'how often', '1')
    .option('--copy', 'annotated copies are wanted')
    .option('--delegation <id>', 'as a delegate: the delegation')
    .action((licences: string[], own: AuthoriseOptions, command: Command) =>
      act(
        command,
        post('/v1/me/authorisations', toAuthorisation(licences, own)),
        ({ authorisationId, state, until }) => [words(authorisationId, state, until)],
      ),
    );
  holder
    .command('show <authorisation>')
    .description('make a code: shown for a minute, or spoken to one counter')
    .option('--counter <client>', 'nine digits for this counter')
    .action((authorisationId: string, { counter }: { counter?: string }, command: Command) => {
      const asked = { authorisationId, ...(counter === undefined ? {} : { counter }) };
      return act(command, post('/v1/me/show-codes', asked), (code) => [
        words(code['address'] ?? code['spokenCode'], code['expiresAt']),
      ]);
    });
  holder
    .command('withdraw <authorisation>')
    .description('withdraw a leave, at once')
    .action((id: string, _own: object, command: Command) => {
      const path = `/v1/me/authorisations/${inPath(id)}`;
      return act(command, { method: 'DELETE', path }, () => [words(id, 'withdrawn')]);
    });
}

const reports = { lost: 'loss-reports', found: 'found-reports' } as const;

function addLicences(holder: Command): void {
  holder
    .command('licences')
    .description('list the own licences')
    .action((_own: object, command: Command) =>
      act(command, { method: 'GET', path: '/v1/me/licences' }, (answer) =>
        listOf(answer, 'licences').map((one) => words(one['licenceId'], one['state'])),
      ),
    );
  holder
    .command('uses')
    .description('list who used them, when, what of them and what for; newest first')
    .action((_own: object, command: Command) =>
      act(command, { method: 'GET', path: '/v1/me/uses' }, (answer) =>
        listOf(answer, 'uses').map(toUseLine),
      ),
    );
  for (const what of ['lost', 'found'] as const) {
    holder
      .command(`${what} <licence>`)
      .description(what === 'lost' ? 'report a licence lost 挂失' : 'lift the own report 解挂')
      .action((id: string, _own: object, command: Command) =>
        act(command, post(`/v1/me/licences/${inPath(id)}/${reports[what]}`), (answer) => [
          words(answer['licenceId'], answer['state']),
        ]),
      );
  }
}

/** `yinzheng holder token|licences|authorise|show|withdraw|uses|lost|found`: what a holder does, as one of the samples. */
export function addHolderCommand(program: Command): void {
  const holder = program
    .command('holder')
    .description('act as a sample holder: citizen person-1 to 12, or company company-1 to 12')
    .option('--as <account>', 'whom to log in as', 'person-1')
    .option('--level <acr>', 'level of the login');
  holder
    .command('token')
    .description('log in at the sample identity provider, and get an access token')
    .action(async (_own: object, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const token = await logInAsSample(toLogin(options));
      print(Boolean(options.json), token, [String(token['access_token'])]);
    });
  addLicences(holder);
  addLeave(holder);
}
