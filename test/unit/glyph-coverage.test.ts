import { expect, it } from 'vitest';
import { findUndrawable } from '../../shared/formats/glyph-coverage.ts';
import { glyphRuns } from '../../shared/formats/glyph-coverage-data.ts';
import { listFontCharacters, toCoverageText } from '../tools/glyph-runs.ts';

it('is what the font has, and nothing else; `node test/tools/write-glyph-coverage.ts` writes it', () => {
  expect(glyphRuns).toBe(toCoverageText());
  // tabs and line ends set text apart without a glyph
  const characters = new Set([0x09, 0x0a, 0x0d, ...listFontCharacters()]);
  let differing = 0;
  for (let code = 0; code < 0x32_000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const isFound = findUndrawable(String.fromCodePoint(code)) === undefined;
    if (isFound !== characters.has(code)) differing += 1;
  }
  expect(differing).toBe(0);
});

it.each<[string, string | undefined]>([
  ['', undefined],
  ['示例市\t食品经营许可证\r\nABC 012', undefined],
  // a blank that is none of text, a character for private use, one of a plane that no font has
  ['示例\u000b局', '\u000b'],
  ['\ue000示例局', '\ue000'],
  ['示例局\u{10ffff}', '\u{10ffff}'],
  ['\u{323b0}', '\u{323b0}'],
  ['\u{34000}', '\u{34000}'],
  // half a character, at the end and before another
  ['示例局\ud840', '\ud840'],
  ['\udc00示例局', '\udc00'],
  // the first of two, and what stands behind one of two halves
  ['\u{10fffd}\ue000', '\u{10fffd}'],
  ['\u{20087}\ue000', '\ue000'],
  ['\u{20087}\ue001\u{20087}', '\ue001'],
])('finds in %j what cannot be drawn', (text, undrawable) => {
  expect(findUndrawable(text)).toBe(undrawable);
});
