import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { readAnchor } from '../audit/read-anchor.ts';
import { toValueLines } from '../describe-change.ts';
import { toProposalLines } from '../describe-proposal.ts';
import { readClientFile, readPublicFile } from '../input.ts';
import { print, Usage } from '../output.ts';
import { type Call, callAs, callService } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
  readonly province: string;
  readonly anchor?: string;
  readonly fingerprint?: string;
  readonly until?: string;
}

const keyOption = () => new Option('--key <key>', 'idempotency key');
const anchorOption = () =>
  new Option('--anchor <file>', 'its root certificate, PEM, if you have it by another way');

/** `yinzheng province add|add-anchor|retire-anchor|remove|list|show|agree|end`. */
export function addProvinceCommand(program: Command): void {
  const province = program
    .command('province')
    .description('other provinces that are recognised, and what is agreed with them');
  addAnchoring(province);
  addAgreeing(province);
  province
    .command('list')
    .description('list the other provinces with their fingerprints')
    .action((_own: unknown, command: Command) => list(command.optsWithGlobals<Options>()));
  province
    .command('show <code>')
    .description('show another province, and every agreement with it')
    .action((code: string, _own: unknown, command: Command) =>
      show(code, command.optsWithGlobals<Options>()),
    );
}

function addAnchoring(province: Command): void {
  province
    .command('add <url>')
    .description('look at a province and, with its fingerprint, propose that it is recognised')
    .option('--fingerprint <hex>', 'as you have it from the province by another way')
    .addOption(anchorOption())
    .addOption(keyOption())
    .action((url: string, _own: unknown, command: Command) => add(url, command));
  province
    .command('add-anchor <code>')
    .description('propose a further root, so that a province can roll over')
    .addOption(anchorOption().makeOptionMandatory())
    .addOption(keyOption())
    .action((code: string, _own: unknown, command: Command) => {
      const { anchor } = command.optsWithGlobals<Options>();
      const certificate = Buffer.from(readAnchor(anchor)).toString('base64');
      return propose(command, `/v1/provinces/${code}/anchors`, { certificate });
    });
  province
    .command('retire-anchor <code> <fingerprint>')
    .description('propose that what is signed from a moment on needs another root')
    .option('--until <time>', 'RFC 3339; when it is confirmed, unless told')
    .addOption(keyOption())
    .action((...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const [code = '', fingerprint = ''] = command.args;
      return propose(command, `/v1/provinces/${code}/anchor-retirements`, {
        fingerprint: fingerprint.replace(/\s/g, ''),
        ...untilOf(command),
      });
    });
  province
    .command('remove <code>')
    .description('propose that nothing of a province is recognised any more')
    .addOption(keyOption())
    .action((code: string, _own: unknown, command: Command) =>
      propose(command, `/v1/provinces/${code}/removals`, {}),
    );
}

function untilOf(command: Command): { readonly until?: string } {
  const { until } = command.opts<Options>();
  return until === undefined ? {} : { until };
}

function addAgreeing(province: Command): void {
  province
    .command('agree <file>')
    .description('propose an agreement: id, province, title, types')
    .addOption(keyOption())
    .action((file: string, _own: unknown, command: Command) =>
      propose(command, '/v1/agreements', readPublicFile(file)),
    );
  province
    .command('end <agreement> [type]')
    .description('propose that a type, or all, are no longer recognised')
    .option('--until <time>', 'RFC 3339; when it is confirmed, unless told')
    .addOption(keyOption())
    .action((...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const [id = '', type] = command.args;
      const path = `/v1/agreements/${encodeURIComponent(id)}/ends`;
      return propose(command, path, {
        ...(type === undefined ? {} : { type }),
        ...untilOf(command),
      });
    });
}

/** Without the fingerprint it only shows: somebody has to have it from elsewhere before it is proposed. */
async function add(address: string, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { lookAtProvince, toSeenLines } = await import('../province/look-at-province.ts');
  const url = address.replace(/\/$/, '');
  const given = options.anchor === undefined ? undefined : readAnchor(options.anchor);
  const seen = await lookAtProvince(url, given);
  const { fingerprint, certificate } = seen.root;
  if (options.fingerprint === undefined) {
    const next = `compare the fingerprint with the province by another way, then: --fingerprint ${fingerprint}`;
    const { code, name } = seen.list.province;
    print(Boolean(options.json), { url, code, name, fingerprint }, [...toSeenLines(seen), next]);
    return;
  }
  if (options.fingerprint.replace(/[\s:]/g, '').toLowerCase() !== fingerprint) {
    throw new Usage(`the fingerprint is another one: the province shows ${fingerprint}`);
  }
  if (!options.json) for (const line of toSeenLines(seen)) console.log(line);
  const { code, name } = seen.list.province;
  await propose(command, '/v1/provinces', { code, name, url, anchors: [{ certificate }] });
}

async function propose(command: Command, path: string, body: object): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const idempotencyKey = options.key ?? randomUUID();
  const call: Call = { method: 'POST', path, body, idempotencyKey };
  const answer = await callAs(readClientFile(options.client), call);
  const next = 'another client confirms it: yinzheng directory confirm <proposal>';
  print(Boolean(options.json), answer.body, [...toProposalLines(answer.body), next]);
}

interface Province {
  readonly code: string;
  readonly name: string;
  readonly url: string;
  readonly state: string;
  readonly anchors: readonly { readonly fingerprint: string; readonly until?: string }[];
}

const read = async <Body>({ province }: Options, path: string) =>
  (await callService(province, { method: 'GET', path })).body as Body;

const toLines = ({ code, name, url, state, anchors }: Province) => [
  `${code}  ${name}  ${url}  ${state}`,
  ...anchors.map(({ fingerprint, until }) => `  ${fingerprint}${until ? `  until ${until}` : ''}`),
];

async function list(options: Options): Promise<void> {
  const body = await read<{ provinces: Province[] }>(options, '/v1/provinces');
  print(Boolean(options.json), body, body.provinces.flatMap(toLines));
}

async function show(code: string, options: Options): Promise<void> {
  const province = await read<Province>(options, `/v1/provinces/${encodeURIComponent(code)}`);
  const all = await read<{ agreements: { province: string }[] }>(options, '/v1/agreements');
  const agreements = all.agreements.filter((one) => one.province === code);
  const lines = [...toLines(province), ...agreements.flatMap((one) => ['', ...toValueLines(one)])];
  print(Boolean(options.json), { province, agreements }, lines);
}
