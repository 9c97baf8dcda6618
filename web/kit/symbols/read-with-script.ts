import { decodeQR } from 'qr/decode.js';
import { toImageData } from './picture-data.ts';
import type { ReadPicture } from './read-picture.ts';

/** Where WebAssembly may not run. */
export const readWithScript: ReadPicture = async (picture) => {
  const { width, height, data } = toImageData(picture);
  try {
    return decodeQR({ width, height, data }, { timeLimit: 1000 });
  } catch {
    return undefined;
  }
};
