import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { readAnchor } from '../audit/read-anchor.ts';
import { readBytes, readClientFile, readText } from '../input.ts';
import { exitCodes, print } from '../output.ts';
import { findPublicFile } from '../public-file.ts';
import type { PresentedAgain } from '../receipt/verify-receipt.ts';
import { callAs } from '../service-client.ts';
import { type Presented, type PresentedDocument, toPresented } from '../verify/to-presented.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
  readonly province: string;
  readonly anchor?: string;
  readonly at?: string;
  readonly out?: string;
  readonly presented?: string;
}

/** `yinzheng receipt make|verify`. */
export function addReceiptCommand(program: Command): void {
  const receipt = program.command('receipt').description('a verdict, signed for the case file');
  receipt
    .command('make <file>')
    .description(
      'verify a credential, a printed code or a PDF in a file and have the verdict signed',
    )
    .option('--at <time>', 'as of this moment, RFC 3339')
    .option('--out <file>', 'where to write the receipt')
    .action((file: string, _own: unknown, command: Command) =>
      make(file, command.optsWithGlobals<Options>()),
    );
  receipt
    .command('verify <file>')
    .description(
      'check a receipt and the lists it rests on. Exit code 3: something is wrong with it',
    )
    .addOption(
      new Option('--anchor <file>', 'root certificate of the province that signed it, PEM').env(
        'YINZHENG_ANCHOR',
      ),
    )
    .option(
      '--presented <file>',
      'what was presented, a credential, a printed code or a PDF: then it is verified again as of then',
    )
    .action((file: string, _own: unknown, command: Command) =>
      verify(file, command.optsWithGlobals<Options>()),
    );
}

/** A credential, a printed code, or a PDF whole. */
function readPresented(file: string): PresentedAgain {
  const bytes = file === '-' ? undefined : readBytes(file);
  if (bytes?.subarray(0, 5).toString('latin1') === '%PDF-') {
    return { document: new Uint8Array(bytes) };
  }
  return toPresented(readText(file).trim());
}

/** As a request has it: a larger document than a body may hold is refused. */
function toAsked(presented: PresentedAgain): Presented | PresentedDocument {
  if (!('document' in presented)) return presented;
  return { document: { content: Buffer.from(presented.document).toString('base64') } };
}

async function make(file: string, options: Options): Promise<void> {
  const body = { ...toAsked(readPresented(file)), ...(options.at ? { at: options.at } : {}) };
  const call = { method: 'POST', path: '/v1/receipts', body } as const;
  const answer = await callAs(readClientFile(options.client), call);
  const receipt = String(answer.body['receipt']);
  if (options.out !== undefined) writeFileSync(options.out, `${receipt}\n`);
  const { verdict } = answer.body['verification'] as { verdict: string };
  print(Boolean(options.json), answer.body, [verdict, ...(options.out ? [] : [receipt])]);
}

async function verify(file: string, options: Options): Promise<void> {
  const { verifyReceipt } = await import('../receipt/verify-receipt.ts');
  const found = await verifyReceipt({
    receipt: readText(file).trim(),
    anchor: readAnchor(options.anchor),
    provinceUrl: options.province,
    ...(options.presented ? { presented: readPresented(options.presented) } : {}),
    find: findPublicFile,
  });
  const { fault, receipt, proofs } = found;
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  const lines =
    receipt === undefined
      ? []
      : [
          `${receipt.verdict} at ${time(receipt.atSeconds)}, for ${receipt.askedBy}, signed ${time(receipt.issuedAt)}`,
          ...proofs.map(
            ({ kind, number, issuedAt, held }) =>
              `  ${kind.padEnd(18)}${number === undefined ? '' : `number ${number}, `}of ${time(issuedAt)}  ${held}`,
          ),
        ];
  const outcome = fault === undefined ? 'the receipt holds' : `the receipt does not hold: ${fault}`;
  print(Boolean(options.json), found, [outcome, ...lines]);
  process.exitCode = fault === undefined ? exitCodes.done : exitCodes.invalid;
}
