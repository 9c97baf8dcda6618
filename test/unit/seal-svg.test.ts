import { describe, expect, it } from 'vitest';
import type { SealDesign } from '../../shared/domain/seal.ts';
import { layOutSeal } from '../../shared/formats/seal-drawing.ts';
import { toSealSvg } from '../../shared/formats/seal-svg.ts';

const round: SealDesign = {
  ...{ shape: 'round', name: '示例局', inscription: '证照专用章', code: '2101000012345' },
};
const count = (svg: string, what: RegExp) => svg.match(what)?.length ?? 0;
/** Numbers that a pattern finds, by name of its group. */
function numbersOf(svg: string, pattern: RegExp): readonly (readonly number[])[] {
  return [...svg.matchAll(pattern)].map(([, ...values]) => values.map(Number));
}
/** To a thousandth, and zero without a sign. */
const rounded = (value: number) => Math.round(value * 1000) / 1000 + 0;

describe('a seal as SVG', () => {
  it.each<SealDesign>([
    round,
    { shape: 'oval', name: '示例局', inscription: '发票专用章' },
    { shape: 'square', name: '示例市示例局' },
  ])('sets every character of a $shape one about its middle, of its size and width', (design) => {
    const pattern =
      /<text y="([-\d.]+)" font-size="([-\d.]+)" transform="translate\(([-\d.]+) ([-\d.]+)\) rotate\(([-\d.]+)\) scale\(([-\d.]+) 1\)">/g;
    const { glyphs } = layOutSeal(design);
    // those in Song come first, the code above the star
    expect(numbersOf(toSealSvg(design), pattern)).toEqual(
      glyphs
        .toSorted((one, other) => other.face.localeCompare(one.face))
        .map(({ x, y, degrees, sizeMillimetres, width }) =>
          [0.36 * sizeMillimetres, sizeMillimetres, x, y, degrees, width].map(rounded),
        ),
    );
  });

  it('rings a round and an oval one inside its edge, and a square one by lines', () => {
    const ring = /<ellipse cx="([\d.]+)" cy="([\d.]+)" rx="([\d.]+)" ry="([\d.]+)"/g;
    expect(numbersOf(toSealSvg(round), ring)).toEqual([[21, 21, 20.3, 20.3]]);
    const oval = toSealSvg({ shape: 'oval', name: '示例局' });
    expect(numbersOf(oval, ring)).toEqual([[20, 15, 19.4, 14.4]]);
    const square = toSealSvg({ shape: 'square', name: '示例局' });
    const lines = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g;
    expect(numbersOf(square, lines)).toEqual([[0.7, 0.7, 28.6, 28.6]]);
    expect([count(square, /<ellipse/g), count(oval, /<rect/g)]).toEqual([0, 0]);
    expect(square).toContain('fill="none" stroke="#d7000f" stroke-width="1.2"');
  });

  it('has a star of ten corners, or no polygon at all', () => {
    const [points] = [...toSealSvg(round).matchAll(/<polygon points="([^"]*)"\/>/g)];
    const corners = points?.[1]?.split(' ').map((corner) => corner.split(',').map(Number));
    expect(corners).toEqual(layOutSeal(round).star.map(({ x, y }) => [rounded(x), rounded(y)]));
    expect(toSealSvg({ shape: 'square', name: '示例局' })).not.toContain('polygon');
  });

  it('names a face only where something is set in it', () => {
    expect(count(toSealSvg(round), /<g font-family=/g)).toBe(2);
    expect(count(toSealSvg({ shape: 'round', name: '示例局' }), /<g font-family=/g)).toBe(1);
  });

  it('tells in its title whose it is and what for', () => {
    expect(toSealSvg(round)).toContain('<title>示例局证照专用章</title>');
    expect(toSealSvg({ shape: 'round', name: '示例局' })).toContain('<title>示例局</title>');
  });

  it.each(['&', '<', '>', '"', "'", '</svg>', '&lt;', ']]>'])(
    'says a name with %s as text, never as mark-up (O13)',
    (hostile) => {
      const svg = toSealSvg({ shape: 'round', name: `局${hostile}`, inscription: hostile });
      const texts = [...svg.matchAll(/<(?:title|text)[^>]*>([^<]*)<\/(?:title|text)>/g)];
      expect(texts).toHaveLength(2 + 2 * hostile.length);
      for (const [, text = ''] of texts) {
        expect(text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toMatch(/[&<>"']/);
      }
      const read = texts.map(([, text = '']) => text).join('');
      const plain = read
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&apos;', "'")
        .replaceAll('&amp;', '&');
      expect(plain).toBe(`局${hostile}${hostile}`.repeat(2));
      expect([count(svg, /<svg/g), count(svg, /<\/svg>/g)]).toEqual([1, 1]);
    },
  );

  it('writes no number finer than a thousandth of a millimetre', () => {
    for (const shape of ['round', 'oval', 'square'] as const) {
      expect(toSealSvg({ ...round, shape })).not.toMatch(/\d\.\d{4}|NaN|undefined|\de-/);
    }
  });
});
