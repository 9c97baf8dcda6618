import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));

/** What a scanner that is not ours reads in a picture; its code is in the package, nothing is fetched. */
export async function readSymbol(png: Uint8Array): Promise<readonly string[]> {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer as ArrayBuffer } });
  const found = await readBarcodes(new Blob([new Uint8Array(png)]), { formats: ['QRCode'] });
  return found.map(({ text }) => text);
}
