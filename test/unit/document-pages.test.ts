import { describe, expect, it } from 'vitest';
import {
  fromPageSpace,
  listPages,
  type PdfPage,
  shownSize,
  toPageSpace,
} from '../../shared/formats/document-pages.ts';
import { PdfRef } from '../../shared/formats/document-values.ts';
import { openText, reasonOf, type Sources, toDocument } from '../build/small-documents.ts';

const catalog = { 1: '<</Type/Catalog/Pages 2 0 R>>' };
const tree = (kids: string, entries = '') => `<</Type/Pages/Kids[${kids}]${entries}>>`;
const box = '/MediaBox[0 0 595 842]';
const pages = async (objects: Sources) =>
  listPages(await openText(toDocument({ ...catalog, ...objects })));
const whyNot = (objects: Sources) => reasonOf(() => pages(objects));
/** The one page of these entries, below a tree of those. */
const pageOf = async (entries: string, above = '') => {
  const [page] = await pages({ 2: tree('3 0 R', above), 3: `<</Type/Page${entries}>>` });
  return page as PdfPage;
};

describe('the tree of pages (ISO 32000-2 section 7.7.3)', () => {
  it('gives them in their order, each with what it is', async () => {
    const found = await pages({
      2: tree('5 0 R 3 0 R 6 0 R', box),
      3: tree('4 0 R 7 0 R'),
      ...Object.fromEntries([4, 5, 6, 7].map((number) => [number, `<</Type/Page/Is ${number}>>`])),
    });
    expect(found.map(({ reference }) => reference)).toEqual(
      [5, 4, 7, 6].map((one) => new PdfRef(one)),
    );
    expect(found.map(({ dictionary }) => dictionary.get('Is'))).toEqual([5, 4, 7, 6]);
    const apart = await pages({ 2: '<</Kids 8 0 R>>', 8: '[3 0 R]', 3: `<</Type/Page${box}>>` });
    expect(apart).toHaveLength(1);
  });

  it('a page is seen as far as its crop box, else its media box, its own or inherited', async () => {
    const boxOf = async (...given: [string, string?]) => (await pageOf(...given)).box;
    expect(await boxOf(box)).toEqual([0, 0, 595, 842]);
    expect(await boxOf('', box)).toEqual([0, 0, 595, 842]);
    expect(await boxOf('/MediaBox[0 0 1 2]', box)).toEqual([0, 0, 1, 2]);
    expect(await boxOf(`${box}/CropBox[5 6 7 8]`)).toEqual([5, 6, 7, 8]);
    expect(await boxOf(box, '/CropBox[5 6 7 8]')).toEqual([5, 6, 7, 8]);
    expect(await boxOf('/MediaBox[595 842 0 -10]')).toEqual([0, -10, 595, 842]);
    expect(await boxOf(`${box}/CropBox[5 6 7]`)).toEqual([0, 0, 595, 842]);
    const [apart] = await pages({
      2: tree('3 0 R'),
      3: '<</Type/Page/MediaBox 4 0 R/Rotate 6 0 R>>',
      4: '[0 0 5 0 R 842]',
      5: '595',
      6: '90',
    });
    expect([apart?.box, apart?.rotation]).toEqual([[0, 0, 595, 842], 90]);
  });

  it('a page is turned by quarters', async () => {
    const turned = async (given: string, above?: string) =>
      (await pageOf(`${box}/Rotate ${given}`, above)).rotation;
    const all = [await turned('0'), await turned('90'), await turned('180'), await turned('270')];
    expect(all).toEqual([0, 90, 180, 270]);
    expect([
      await turned('-90'),
      await turned('450'),
      await turned('-720'),
      await turned('360'),
    ]).toEqual([...[270, 90, 0, 0]]);
    expect((await pageOf(box)).rotation).toBe(0);
    expect((await pageOf(box, '/Rotate 90')).rotation).toBe(90);
    expect(await turned('180', '/Rotate 90')).toBe(180);
  });

  it.each([
    ['without a box', ''],
    ['with a box of three numbers', '/MediaBox[0 0 595]'],
    ['with a box of five', '/MediaBox[0 0 595 842 1]'],
    ['with a box of words', '/MediaBox[0 0 595(842)]'],
    ['with a box that is none', '/MediaBox 5'],
    ['turned by half a quarter', `${box}/Rotate 45`],
    ['turned by a list', `${box}/Rotate[90]`],
    ['turned by a word', `${box}/Rotate(90)`],
  ])('a page %s is refused', async (_name, entries) => {
    expect(await reasonOf(() => pageOf(entries))).toBe('document-page-box');
  });

  const page = `<</Type/Page${box}>>`;
  it.each<[string, Sources]>([
    ['without any', { 2: tree('') }],
    ['that is not there', { 2: tree('9 0 R') }],
    ['with what is no page', { 2: tree('3 0 R'), 3: `<</Type/Other${box}>>` }],
    ['with what is no dictionary', { 2: tree('3 0 R'), 3: '[]' }],
    ['with a page in no object of its own', { 2: tree(page) }],
    ['with a page twice', { 2: tree('3 0 R 3 0 R'), 3: page }],
    ['that goes in a circle', { 2: tree('2 0 R') }],
    ['that is missing', { 1: '<</Type/Catalog>>' }],
  ])('one %s is refused', async (_name, objects) => {
    expect(await whyNot(objects)).toBe('document-pages');
  });

  it('has at most 2,000 pages, 32 branches deep', async () => {
    const many = (count: number) => {
      const numbers = Array.from({ length: count }, (_, at) => at + 3);
      const all = Object.fromEntries(numbers.map((number) => [number, page]));
      return { 2: tree(numbers.map((number) => `${number} 0 R`).join(' ')), ...all };
    };
    expect(await whyNot(many(2_000))).toBeUndefined();
    expect(await whyNot(many(2_001))).toBe('document-pages');
    const deep = (levels: number) => {
      const numbers = Array.from({ length: levels }, (_, at) => at + 2);
      const all = numbers.map((number) => [number, tree(`${number + 1} 0 R`)]);
      return { ...Object.fromEntries(all), [levels + 2]: page };
    };
    expect(await whyNot(deep(32))).toBeUndefined();
    expect(await whyNot(deep(33))).toBe('document-pages');
  });
});

describe('places on a page', () => {
  const pageAt = (rotation: PdfPage['rotation']): PdfPage => ({
    ...{ reference: new PdfRef(1), dictionary: new Map(), rotation },
    box: [10, 20, 110, 220],
  });

  // 100 wide and 200 high in its own space; a place 5 from the left and 30 from the top as shown
  it.each<[PdfPage['rotation'], object, [number, number]]>([
    [0, { width: 100, height: 200 }, [15, 190]],
    [90, { width: 200, height: 100 }, [40, 25]],
    [180, { width: 100, height: 200 }, [105, 50]],
    [270, { width: 200, height: 100 }, [80, 215]],
  ])('turned by %d', (rotation, size, place) => {
    const page = pageAt(rotation);
    expect(shownSize(page)).toEqual(size);
    expect(toPageSpace(page, [5, 30])).toEqual(place);
    expect(fromPageSpace(page, place)).toEqual([5, 30]);
  });
});
