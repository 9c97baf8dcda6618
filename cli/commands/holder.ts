import type { Command } from 'commander';
import { logInAsSample } from '../holder-login.ts';
import { print } from '../output.ts';

/** `yinzheng holder`: what a holder does, as one of the samples. */
export function addHolderCommand(program: Command): void {
  const holder = program
    .command('holder')
    .description('act as a sample holder: citizen person-1 to 12, or company company-1 to 12');
  holder
    .command('token')
    .description('log in at the sample identity provider, and get an access token')
    .option('--as <account>', 'whom to log in as', 'person-1')
    .option('--level <acr>', 'level of the login')
    .action(async (options: { as: string; level?: string }, command: Command) => {
      const { province, json } = command.optsWithGlobals<{ province: string; json?: boolean }>();
      const { as: account, level } = options;
      const login = { province, account, ...(level === undefined ? {} : { level }) };
      const token = await logInAsSample(login);
      print(Boolean(json), token, [String(token['access_token'])]);
    });
}
