import type { Command } from 'commander';
import { exitCodes, print } from '../output.ts';
import type { RedriveOptions } from '../redrive/open-redrive.ts';
import type { Redriven } from '../redrive/redrive-records.ts';

interface Options extends RedriveOptions {
  readonly json?: boolean;
}

/** `yinzheng redrive`. What it needs is loaded when it is asked for. */
export function addRedriveCommand(program: Command): void {
  program
    .command('redrive')
    .description('tell what was set aside because nobody could relay it. Exit code 4: some is left')
    .requiredOption('--from <url>', 'the queue of what was set aside: FactPoison or RelayPoison')
    .requiredOption('--facts <url>', 'the queue FactWork')
    .requiredOption('--trail <url>', 'the queue TrailWork')
    .action((_own: unknown, command: Command) => redrive(command.optsWithGlobals<Options>()));
}

async function redrive(options: Options): Promise<void> {
  const { openRedrive } = await import('../redrive/open-redrive.ts');
  const { redriveRecords } = await import('../redrive/redrive-records.ts');
  const redriven = await redriveRecords(openRedrive(options));
  print(Boolean(options.json), redriven, toLines(redriven));
  const isLeft = redriven.forgotten.length > 0 || redriven.foreign.length > 0;
  process.exitCode = isLeft ? exitCodes.indeterminate : exitCodes.done;
}

function toLines({ messages, records, facts, acts, forgotten, foreign }: Redriven): string[] {
  return [
    `${messages} messages relayed: ${records} records, ${facts} facts, ${acts} acts of the trail`,
    ...forgotten.map(
      ({ streamArn, from, to }) =>
        `  left: the stream has forgotten some of ${from} to ${to} of ${streamArn}`,
    ),
    ...foreign.map((messageId) => `  left: message ${messageId} names no records`),
  ];
}
