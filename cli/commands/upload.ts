import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { upload } from '../files.ts';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly key?: string;
  readonly purpose: string;
}

/** `yinzheng upload <file>`: for what is too large for a body. */
export function addUploadCommand(program: Command): void {
  program
    .command('upload <file>')
    .description('upload a document to be sealed or verified, or a file to issue licences from')
    .option('--purpose <purpose>', 'document (20 MB) or bulk (500 MB)', 'document')
    .option('--key <key>', 'idempotency key')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { purpose, key = randomUUID() } = options;
      const uploaded = await upload(readClientFile(options.client), file, { purpose, key });
      print(Boolean(options.json), uploaded, [String(uploaded['uploadId'])]);
    });
}
