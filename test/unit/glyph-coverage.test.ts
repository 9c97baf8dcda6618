import { expect, it } from 'vitest';
import { findUndrawable } from '../../shared/formats/glyph-coverage.ts';
import { glyphRuns } from '../../shared/formats/glyph-coverage-data.ts';
import { listFontCharacters, toCoverageText } from '../tools/glyph-runs.ts';

it('is what the font has, and nothing else; `node test/tools/write-glyph-coverage.ts` writes it', () => {
  expect(glyphRuns).toBe(toCoverageText());
  const characters = new Set(listFontCharacters());
  let differing = 0;
  for (let code = 0x20; code < 0x32_000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const isFound = findUndrawable(String.fromCodePoint(code)) === undefined;
    if (isFound !== characters.has(code)) differing += 1;
  }
  expect(differing).toBe(0);
});
