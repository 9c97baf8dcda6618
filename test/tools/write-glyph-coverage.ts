import { writeFileSync } from 'node:fs';
import { toCoverageText } from './glyph-runs.ts';

/** Writes the table of characters that faces can be set in, from the font: `node test/tools/write-glyph-coverage.ts`. */
writeFileSync(
  'shared/formats/glyph-coverage-data.ts',
  [
    '/** Runs of characters that the font has: gap and length less one, base 36; made by `test/tools/write-glyph-coverage.ts`. */',
    '// biome-ignore format: one table',
    `export const glyphRuns =\n  '${toCoverageText()}';\n`,
  ].join('\n'),
);
