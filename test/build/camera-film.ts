import { toQrSymbol } from '../../shared/formats/qr-symbol.ts';

/** What a camera sees of a printed code, as two frames of raw film. */
export function toFilm(code: string): Uint8Array {
  const [width, height] = [960, 720];
  const { size, modules } = toQrSymbol(code);
  const scale = Math.floor((height - 40) / (size + 8));
  const [left, top] = [width, height].map((side) => Math.floor((side - size * scale) / 2));
  const grey = new Uint8Array(width * height * 1.5).fill(128);
  grey.fill(235, 0, width * height);
  for (let y = 0; y < size * scale; y += 1) {
    for (let x = 0; x < size * scale; x += 1) {
      const isDark = modules[Math.floor(y / scale) * size + Math.floor(x / scale)] === 1;
      if (isDark) grey[(y + (top ?? 0)) * width + x + (left ?? 0)] = 16;
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), grey]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`);
  return Buffer.concat([head, frame, frame]);
}
