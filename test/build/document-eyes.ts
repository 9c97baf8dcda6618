import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMissingTools } from '../setup/document-tools.ts';

/** What other programs see in a document. */
export interface DocumentSeen {
  /** What `pdfsig` says of each signature. */
  readonly signatures: readonly { readonly isValid: boolean; readonly isTotal: boolean }[];
  readonly text: string;
  /** What `qpdf --check` finds fault with. */
  readonly faults: string;
  /** What `zbarimg` reads from a page of 150 dots an inch. */
  readonly codes: readonly string[];
}

const missing = findMissingTools();

/** Tests that need them are skipped where they are missing, and say so; in CI that is a failure. */
export const hasEyes = missing.length === 0;
if (!hasEyes) console.info(`documents are not looked at: ${missing.join(', ')} missing`);
if (!hasEyes && process.env['CI']) throw new Error(`missing in CI: ${missing.join(', ')}`);

const run = (tool: string, ...args: readonly string[]) =>
  execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

function readSignatures(said: string): DocumentSeen['signatures'] {
  const [, ...parts] = said.split(/^Signature #\d+:$/m);
  return parts.map((part) => ({
    isValid: part.includes('Signature Validation: Signature is Valid.'),
    isTotal: part.includes('  - Total document signed'),
  }));
}

/** Looks at a document with poppler, qpdf and zbar. */
export function lookAt(bytes: Uint8Array): DocumentSeen {
  const folder = mkdtempSync(join(tmpdir(), 'yinzheng-document-'));
  const file = join(folder, 'document.pdf');
  try {
    writeFileSync(file, bytes);
    run('pdftoppm', '-r', '150', '-png', '-f', '1', '-l', '1', file, join(folder, 'page'));
    const page = join(folder, readPageName(folder));
    const codes = spawnSync('zbarimg', ['-q', '--raw', page], { encoding: 'utf8' }).stdout;
    const check = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    return {
      signatures: readSignatures(run('pdfsig', '-nocert', file)),
      text: run('pdftotext', file, '-'),
      faults: check.status === 0 ? '' : `${check.stdout}${check.stderr}`,
      codes: codes.split('\n').filter((line) => line !== ''),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readPageName(folder: string): string {
  const found = run('ls', folder)
    .split('\n')
    .find((name) => /^page-0*1\.png$/.test(name));
  if (found === undefined) throw new Error('the page was not rendered');
  return found;
}

/** A file's bytes. */
export const readBytes = (path: string): Uint8Array => new Uint8Array(readFileSync(path));
