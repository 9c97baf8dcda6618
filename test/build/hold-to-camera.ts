import type { Page } from 'playwright-core';
import { toTextSymbol } from '../../shared/formats/qr-symbol.ts';

/** From now on a page's camera is one that a code is held before: a stream that is drawn. */
export async function holdToCamera(page: Page, text: string): Promise<void> {
  const { size, modules } = toTextSymbol(text);
  await page.evaluate(
    ({ width, dark }) => {
      // evaluated in the page
      const { document, navigator, setInterval } = globalThis as unknown as {
        document: { createElement(name: string): Drawn };
        navigator: { mediaDevices: { getUserMedia: unknown } };
        setInterval(act: () => void, milliseconds: number): unknown;
      };
      const scale = Math.floor(700 / (width + 8));
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: 960, height: 720 });
      const pen = canvas.getContext('2d');
      const draw = () => {
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, 960, 720);
        pen.fillStyle = '#000';
        for (const at of dark) {
          const [x, y] = [(at % width) * scale + 100, Math.floor(at / width) * scale + 20];
          pen.fillRect(x, y, scale, scale);
        }
      };
      draw();
      setInterval(draw, 100);
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
    },
    { width: size, dark: [...modules].flatMap((module, at) => (module === 1 ? [at] : [])) },
  );
}

/** What of a canvas is used here. */
interface Drawn {
  getContext(sort: string): {
    fillStyle: string;
    fillRect(x: number, y: number, width: number, height: number): void;
  };
  captureStream(framesPerSecond: number): unknown;
}
