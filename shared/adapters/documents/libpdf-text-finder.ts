import type { TextFinder } from '../../ports/stamps.ts';

/** Finds words with libpdf, which is loaded when a stamp is first placed by words. */
export const libpdfTextFinder: TextFinder = {
  async find(document, words) {
    const { PDF } = await import('@libpdf/core');
    const pdf = await PDF.load(document);
    return pdf
      .getPages()
      .flatMap((page, at) => page.findText(words).map(({ bbox }) => ({ page: at, ...bbox })));
  },
};
