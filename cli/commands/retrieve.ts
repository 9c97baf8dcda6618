import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readClientFile } from '../input.ts';
import { print } from '../output.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly item: string;
  readonly purpose: string;
  readonly key?: string;
}

interface Retrieved {
  readonly licenceId: string;
  readonly credential: string;
  readonly verification: { readonly verdict: string };
}

/** What was shown, with its address or without; nine digits were read out; a request names itself. */
function toCode(given: string): Record<string, string> {
  const code = given.slice(given.indexOf('#') + 1);
  if (code.startsWith('request-')) return { requestId: code };
  return /^[0-9]{9}$/.test(code) ? { spokenCode: code } : { code };
}

/** `yinzheng retrieve`: what a counter does with a code that a holder shows. */
export function addRetrieveCommand(program: Command): void {
  program
    .command('retrieve <code>')
    .description('redeem a code that a holder shows or reads out 用证')
    .requiredOption('--item <code>', 'the service item that it is for')
    .requiredOption('--purpose <words>', 'what it is for, in words')
    .option('--key <key>', 'idempotency key: the same one gets the same answer again')
    .action(async (code: string, _own: object, command: Command) => {
      const { client, json, item, purpose, key } = command.optsWithGlobals<Options>();
      const { body } = await callAs(readClientFile(client), {
        ...{ method: 'POST', path: '/v1/retrievals', idempotencyKey: key ?? randomUUID() },
        body: { ...toCode(code), itemCode: item, purpose },
      });
      const licences = body['licences'] as readonly Retrieved[];
      const lines = licences.map(({ licenceId, verification: { verdict }, credential }) =>
        [licenceId, verdict, credential].join('  '),
      );
      print(Boolean(json), body, lines);
    });
}
