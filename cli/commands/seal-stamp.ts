import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { download, upload } from '../files.ts';
import { readBytes, readClientFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { type ClientFile, callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
  readonly out: string;
  readonly seal?: string;
  readonly at?: readonly string[];
  readonly keyword?: string;
  readonly acrossEdges?: boolean;
  readonly cades?: boolean;
  readonly reason?: string;
  readonly location?: string;
}

const maxInlineBytes = 4 * 1024 * 1024;
const collect = (one: string, before: readonly string[] = []) => [...before, one];

/** `yinzheng seal stamp <file>`: a document of the own department under its seal. */
export function addStampCommand(seal: Command): void {
  seal
    .command('stamp <file>')
    .description('seal a PDF of the department, or sign any other file beside it (--cades)')
    .requiredOption('--out <file>', 'write the sealed document, or the signature, there')
    .option('--seal <seal>', 'the seal to use; the one of the client file unless told')
    .option(
      '--at <page,x,y>',
      'page and millimetres from the left and top; may be repeated',
      collect,
    )
    .option('--keyword <words>', 'over the last place where these words stand')
    .option('--across-edges', 'a strip on the right edge of each page 骑缝章')
    .option('--cades', 'a signature beside the file')
    .option('--reason <text>', 'why it is sealed')
    .option('--location <text>', 'where it is sealed')
    .option('--key <key>', 'idempotency key')
    .action((file: string, _own: unknown, command: Command) => stamp(command, file));
}

function toPlacements({ at = [], keyword, acrossEdges }: Options) {
  if (at.length === 0 && keyword === undefined && !acrossEdges) {
    throw new Usage('where does the seal go? give --at, --keyword or --across-edges');
  }
  const places = at.map((text) => {
    const [page, x, y] = text.split(',').map(Number);
    if ([page, x, y].some((one) => one === undefined || Number.isNaN(one))) {
      throw new Usage('--at takes page,x,y');
    }
    return { page, x, y };
  });
  return [
    ...places,
    ...(keyword === undefined ? [] : [{ keyword }]),
    ...(acrossEdges ? [{ acrossEdges: true }] : []),
  ];
}

async function toDocument(client: ClientFile, file: string, key: string) {
  const bytes = readBytes(file);
  if (bytes.length <= maxInlineBytes) return { content: bytes.toString('base64') };
  const given = await upload(client, file, { purpose: 'document', key: `${key}-upload` });
  return { upload: String(given['uploadId']) };
}

async function stamp(command: Command, file: string): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const client = readClientFile(options.client);
  const key = options.key ?? randomUUID();
  const seal = options.seal ?? client.seal ?? '';
  const { reason, location, cades } = options;
  const { body } = await callAs(client, {
    method: 'POST',
    path: `/v1/seals/${encodeURIComponent(seal)}/stamps`,
    body: {
      document: await toDocument(client, file, key),
      ...(cades ? { form: 'cades' } : { placements: toPlacements(options) }),
      ...(reason === undefined ? {} : { reason }),
      ...(location === undefined ? {} : { location }),
    },
    idempotencyKey: key,
  });
  const sizeBytes = await download(body, options.out);
  print(Boolean(options.json), body, [`${String(body['stampId'])}  ${sizeBytes} bytes`]);
}
