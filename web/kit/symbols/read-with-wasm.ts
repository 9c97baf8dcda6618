import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { toImageData } from './picture-data.ts';
import type { ReadPicture } from './read-picture.ts';

/** The one file that it consists of, from our own address: never from where the library would take it. */
const wasmPath = '/pages/zxing.wasm';

/** @throws Error when it cannot be had or may not run */
export async function openWasmReader(): Promise<ReadPicture> {
  await prepareZXingModule({
    overrides: { locateFile: () => wasmPath },
    fireImmediately: true,
  });
  return async (picture) => {
    const found = await readBarcodes(toImageData(picture), {
      ...{ formats: ['QRCode', 'DataMatrix', 'PDF417', 'Aztec', 'EAN-13', 'Code128'] },
      ...{ maxNumberOfSymbols: 4, tryHarder: true },
    });
    const [first] = found.filter(({ isValid }) => isValid);
    return found.find(({ isValid, text }) => isValid && /YZ1/i.test(text))?.text ?? first?.text;
  };
}
