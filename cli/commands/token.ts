import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { fetchToken } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

/** `yinzheng token`: an access token, for calling the API with other tools. */
export function addTokenCommand(program: Command): void {
  program
    .command('token')
    .description('get an access token')
    .option('--scope <scopes>', 'ask for these scopes only, separated by blanks')
    .action(async (own: { scope?: string }, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const token = await fetchToken(readClientFile(options.client), own.scope);
      print(Boolean(options.json), token, [String(token['access_token'])]);
    });
}
