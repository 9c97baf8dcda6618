import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { download } from '../files.ts';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly out: string;
}

/** Where the embedded service keeps the sample client of the sample licence. */
const sampleClient = join(
  '.local',
  'clients',
  'liaoning',
  'shenyang-market-regulation-licences.json',
);

/** `yinzheng sample face`: what the running embedded service has to show. */
export function addSampleCommand(program: Command): void {
  const sample = program.command('sample').description('samples of the running embedded service');
  sample
    .command('face')
    .description('write the face of a sample licence')
    .requiredOption('--out <file>', 'write the PDF there')
    .action((_own: unknown, command: Command) => writeFace(command));
}

async function writeFace(command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const client = readClientFile(
    options.client ?? (existsSync(sampleClient) ? sampleClient : undefined),
  );
  const list = await callAs(client, { method: 'GET', path: '/v1/licences?state=valid&limit=1' });
  const [licence] = list.body['licences'] as readonly { readonly licenceId: string }[];
  if (licence === undefined) throw new Error('the department has no valid licence');
  const path = `/v1/licences/${encodeURIComponent(licence.licenceId)}/document`;
  const { body } = await callAs(client, { method: 'GET', path });
  const sizeBytes = await download(body, options.out);
  print(Boolean(options.json), body, [`${String(body['identifier'])}  ${sizeBytes} bytes`]);
}
