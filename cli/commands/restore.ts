import { type Command, Option } from 'commander';
import type { Moment } from '../../shared/domain/ids.ts';
import { print, Usage } from '../output.ts';
import type { RestoreOptions } from '../restore/open-restore.ts';
import type { SettledRegister } from '../restore/settle-register.ts';

interface Options extends RestoreOptions {
  readonly json?: boolean;
  readonly skip: string;
}

/** `yinzheng restore settle`. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('after a table was restored from a backup')
    .command('settle')
    .description('make a restored register safe to write to: while nobody writes')
    .requiredOption('--skip <licences>', 'how many may have been issued in the time lost, at most')
    .addOption(new Option('--register-table <name>').env('REGISTER_TABLE'))
    .addOption(new Option('--directory-table <name>').env('DIRECTORY_TABLE'))
    .action((_own: unknown, command: Command) => settle(command.optsWithGlobals()));
}

async function settle(options: Options): Promise<void> {
  const skip = Number(options.skip);
  if (!Number.isSafeInteger(skip) || skip < 1) throw new Usage('--skip is a whole number from 1');
  const { openRestore } = await import('../restore/open-restore.ts');
  const { settleRegister } = await import('../restore/settle-register.ts');
  const ports = await openRestore(options);
  const settled = await settleRegister(ports, { skip, now: Date.now() as Moment });
  print(Boolean(options.json), settled, toLines(settled));
}

function toLines({ sequences, closed, opened, entriesPut, toChange }: SettledRegister): string[] {
  return [
    `running numbers moved on: ${sequences}`,
    `status lists closed: ${closed.join(', ')}; opened: ${opened.join(', ')}`,
    `published entries put back: ${entriesPut}`,
    ...toChange.map(({ licenceId, status }) => `  ${licenceId}  is published as ${status}`),
  ];
}
