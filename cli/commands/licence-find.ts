import type { Command } from 'commander';
import { readClientFile, readText } from '../input.ts';
import { print, Usage } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

interface FindOptions {
  readonly number?: string;
  readonly holder?: string;
  readonly type?: string;
  readonly after?: string;
}

type Body = Record<string, unknown>;

/** `yinzheng licence find`: whose code it is stands in a file, as command lines are seen by others. */
export function addFindCommand(licence: Command): void {
  licence
    .command('find')
    .description("find the department's licences by number, or by their holder's code")
    .option('--number <number>', 'the licence number, whole')
    .option('--holder <file>', 'a file with the code type and the code, 111:… (- standard input)')
    .option('--type <type>', 'only licences of this type')
    .option('--after <licence>', 'of a holder with many: go on behind this one')
    .action((own: FindOptions, command: Command) => find(command, own));
}

/** @throws Usage for what is no code type and code */
function readHolder(file: string): Body {
  const [, codeType, code] = /^\s*([0-9]{3}):(\S+)\s*$/.exec(readText(file)) ?? [];
  if (code === undefined) throw new Usage('--holder wants a file with type and code, as 001:9121…');
  return { codeType, code };
}

async function find(command: Command, { number, holder, type, after }: FindOptions): Promise<void> {
  if ((number === undefined) === (holder === undefined))
    throw new Usage('either --number or --holder');
  const options = command.optsWithGlobals<Options>();
  const { body } = await callAs(readClientFile(options.client), {
    method: 'POST',
    path: '/v1/licence-searches',
    body: {
      ...(number === undefined ? {} : { number }),
      ...(holder === undefined ? {} : { holder: readHolder(holder) }),
      ...(type === undefined ? {} : { type }),
      ...(after === undefined ? {} : { after }),
    },
  });
  const lines = (body['licences'] as readonly Body[]).map((one) =>
    [one['licenceId'], one['state'], one['number']].join('  '),
  );
  print(Boolean(options.json), body, body['next'] ? [...lines, `next  ${body['next']}`] : lines);
}
