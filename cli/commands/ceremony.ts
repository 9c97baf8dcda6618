import { type Command, Option } from 'commander';
import type { Present } from '../../functions/governing/hold-ceremony/transcript.ts';
import { Usage } from '../output.ts';
import { type CeremonyCommand, runCeremony } from '../run-ceremony.ts';

const signers = ['status-signer', 'list-signer', 'receipt-signer', 'trail-signer'];

/** `yinzheng ceremony`: the province's root, sealing CA and signers. The procedure is `docs/ceremony.md`. */
export function addCeremonyCommand(program: Command): void {
  program
    .command('ceremony')
    .description('hold the key ceremony against KMS and DynamoDB of the AWS_* environment')
    .addOption(new Option('--table <name>', "the directory's table").env('DIRECTORY_TABLE'))
    .addOption(
      new Option('--province-name <name>', 'as in certificates, 辽宁省').env('PROVINCE_NAME'),
    )
    .option('--present <role:initials>', 'who is there; repeat for each', collectPresent, [])
    .option('--transcript <file>', 'write the transcript there; an existing file is never replaced')
    .option('--sample', 'certificates say that they are samples 示例')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--verify <transcript>', 'compare the deployment with a transcript')
    .addOption(
      new Option('--announce <signer>', 'make the next certificate, and name it').choices(signers),
    )
    .option('--new-key', 'with --announce: for a new key')
    .addOption(
      new Option('--switch <signer>', 'switch to the announced certificate').choices(signers),
    )
    .option('--at-once', 'with --switch: do not wait until verifiers know it')
    .option('--governor <file>', 'enter a first governing client; repeat for each', collect, [])
    .action((_own: unknown, command: Command) =>
      runCeremony(command.optsWithGlobals<CeremonyCommand>()),
    );
}

const collect = (one: string, before: readonly string[]) => [...before, one];

function collectPresent(text: string, before: readonly Present[]): readonly Present[] {
  const [, role, initials] = /^([a-z][a-z-]{1,39}):([A-Z]{1,4})$/.exec(text) ?? [];
  if (!role || !initials) throw new Usage(`--present ${text} is not like key-officer:LX`);
  return [...before, { role, initials }];
}
