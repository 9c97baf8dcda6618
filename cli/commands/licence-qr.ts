import { existsSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { toQrSvg, toQrSymbol } from '../../shared/formats/qr-symbol.ts';
import { readClientFile, readText } from '../input.ts';
import { print, Usage } from '../output.ts';
import { toQrPng } from '../qr-png.ts';
import { callAs } from '../service-client.ts';

interface Options {
  readonly client?: string;
  readonly json?: boolean;
}

interface QrOptions {
  readonly out: string;
  readonly scale: string;
}

/** A code and nothing else. */
const printed = /^https?:\/\/[^#\s]+#YZ1[A-Z2-7]+$/;
const mostPixelsAModule = 50;

/** `yinzheng licence qr`: the symbol that stands on paper. */
export function addQrCommand(licence: Command): void {
  licence
    .command('qr <licence>')
    .description('draw the QR code of a licence: its id, its code, or a file with either')
    .requiredOption('--out <file>', 'an .svg or .png file to write')
    .option('--scale <pixels>', 'pixels a module, for .png', '8')
    .action(async (given: string, own: QrOptions, command: Command) => {
      const code = await findCode(given, command.optsWithGlobals<Options>());
      const symbol = toQrSymbol(code);
      writeFileSync(own.out, draw(own, symbol));
      const { version, size } = symbol;
      const told = { out: own.out, version, size, characters: code.length };
      const line = `${own.out}  version ${version}, ${size} × ${size}, ${code.length} characters`;
      print(Boolean(command.optsWithGlobals<Options>().json), told, [line]);
    });
}

function draw({ out, scale }: QrOptions, symbol: ReturnType<typeof toQrSymbol>): string | Buffer {
  if (out.endsWith('.svg')) return `${toQrSvg(symbol)}\n`;
  if (!out.endsWith('.png')) throw new Usage('--out wants a file that ends in .svg or .png');
  const pixels = Number(scale);
  if (!Number.isInteger(pixels) || pixels < 1 || pixels > mostPixelsAModule)
    throw new Usage(`--scale wants 1 to ${mostPixelsAModule} pixels`);
  return toQrPng(symbol, pixels);
}

/** The code itself, the one in a file, or the one that the service has of the licence. */
async function findCode(given: string, options: Options): Promise<string> {
  if (printed.test(given)) return given;
  const text = existsSync(given) ? readText(given).trim() : given;
  if (printed.test(text)) return text;
  const told = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : undefined;
  const known = told?.['printedCode'];
  if (typeof known === 'string' && printed.test(known)) return known;
  const path = `/v1/licences/${encodeURIComponent(String(told?.['licenceId'] ?? text))}`;
  const { body } = await callAs(readClientFile(options.client), { method: 'GET', path });
  return String(body['printedCode']);
}
