import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fontkit, { type Font } from '@cantoo/fontkit';

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);

/** Every character of the font, in order. */
export function listFontCharacters(): readonly number[] {
  const font = fontkit.create(readFileSync(fontFile)) as Font;
  return [...new Set(font.characterSet)].filter((one) => one >= 0x20).sort((a, b) => a - b);
}

/** Its runs: how many characters stand between, and how many follow the first. */
export function toCoverageText(): string {
  const runs: { start: number; end: number }[] = [];
  for (const one of listFontCharacters()) {
    const last = runs.at(-1);
    if (last?.end === one - 1) last.end = one;
    else runs.push({ start: one, end: one });
  }
  let before = 0;
  return runs
    .map(({ start, end }) => {
      const gap = start - before;
      before = end + 1;
      const more = end === start ? '' : `.${(end - start).toString(36)}`;
      return `${gap.toString(36)}${more}`;
    })
    .join(' ');
}
