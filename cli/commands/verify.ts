import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { readText } from '../input.ts';
import { exitCodes, print } from '../output.ts';
import { callService } from '../service-client.ts';

interface Options {
  readonly json?: boolean;
  readonly province: string;
  readonly at?: string;
  readonly until?: string;
  readonly patience: string;
}

interface Check {
  readonly name: string;
  readonly outcome: string;
  readonly reason?: string;
}

interface Verdict {
  readonly verdict: 'valid' | 'invalid' | 'indeterminate';
  readonly checks: readonly Check[];
  readonly licence?: { readonly identifier?: string; readonly state?: string };
  readonly statusAsOf?: string;
}

const codes = {
  valid: exitCodes.done,
  invalid: exitCodes.invalid,
  indeterminate: exitCodes.indeterminate,
} as const;

/** `yinzheng verify`: one clear verdict with its reasons. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify <file>')
    .description('verify a credential in a file, or - for standard input')
    .option('--at <time>', 'as of this moment, RFC 3339')
    .option('--until <verdict>', 'ask again until this is the verdict')
    .option('--patience <seconds>', 'how long to ask again', '60')
    .action(async (file: string, _own: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const verdict = await askUntil(readText(file).trim(), options);
      print(Boolean(options.json), verdict, toLines(verdict));
      process.exitCode = codes[verdict.verdict];
    });
}

async function askUntil(credential: string, options: Options): Promise<Verdict> {
  const giveUp = Date.now() + Number(options.patience) * 1000;
  for (;;) {
    const verdict = await ask(credential, options);
    if (!options.until || verdict.verdict === options.until || Date.now() > giveUp) return verdict;
    await sleep(1000);
  }
}

async function ask(credential: string, options: Options): Promise<Verdict> {
  const { body } = await callService(options.province, {
    method: 'POST',
    path: '/v1/verifications',
    body: { credential, ...(options.at ? { at: options.at } : {}) },
  });
  return body as unknown as Verdict;
}

function toLines(verdict: Verdict): string[] {
  const state = verdict.licence?.state ? `  state ${verdict.licence.state}` : '';
  const asOf = verdict.statusAsOf ? `  status as of ${verdict.statusAsOf}` : '';
  return [
    `${verdict.verdict}${state}${asOf}`,
    ...verdict.checks.map((one) => {
      const reason = one.reason ? `  ${one.reason}` : '';
      return `  ${one.name.padEnd(15)}${one.outcome}${reason}`;
    }),
  ];
}
