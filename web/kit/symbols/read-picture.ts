/** Looks for a code in a picture. Resolves with what it says; with nothing where there is none. */
export type ReadPicture = (picture: ImageBitmap | ImageData) => Promise<string | undefined>;

/** What the browser itself may bring. @see Shape Detection API */
interface BarcodeDetector {
  detect(picture: ImageBitmap | ImageData): Promise<readonly { readonly rawValue: string }[]>;
}
interface BarcodeDetectorKind {
  new (options: { formats: readonly string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

async function findNative(): Promise<ReadPicture | undefined> {
  const { BarcodeDetector: Kind } = globalThis as {
    readonly BarcodeDetector?: BarcodeDetectorKind;
  };
  const formats: readonly string[] = (await Kind?.getSupportedFormats().catch(() => [])) ?? [];
  if (Kind === undefined || !formats.includes('qr_code')) return undefined;
  const detector = new Kind({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture))[0]?.rawValue;
}

/**
 * The best reader that there is: the browser's own, else one in WebAssembly of our own files, else one in
 * script, which is slower. Each is loaded only when it is its turn; one that fails is not asked again.
 */
export function makeReadPicture(): ReadPicture {
  const waiting = [
    findNative,
    async () => (await import('./read-with-wasm.ts')).openWasmReader(),
    async () => (await import('./read-with-script.ts')).readWithScript,
  ];
  let current: Promise<ReadPicture | undefined> | undefined;
  const read: ReadPicture = async (picture) => {
    current ??= waiting.shift()?.();
    if (current === undefined) return undefined;
    try {
      const reader = await current;
      if (reader !== undefined) return await reader(picture);
    } catch {
      // the next one then
    }
    current = undefined;
    return read(picture);
  };
  return read;
}
