import { describe, expect, it } from 'vitest';
import { isOnlyFurtherSeal } from '../../shared/formats/document-revisions.ts';
import {
  apart,
  changed,
  furtherSeal,
  isFurther,
  signature,
  without,
} from '../build/further-seals.ts';
import {
  onePage,
  openText,
  type Sources,
  toDocument,
  toSigned,
  toStream,
  withRevision,
} from '../build/small-documents.ts';

const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>';
const picture = toStream('0 g', '/Type/XObject/Subtype/Form');

describe('a further seal', () => {
  it.each<[string, Sources]>([
    ['its signature, its field, and both lists with the field more', furtherSeal],
    [
      'blanks and order of writing do not matter',
      changed(3, 'Page/Parent 2 0 R', 'Page /Parent  2 0 R '),
    ],
    ['its pictures', { ...furtherSeal, 8: picture, 9: toStream('', '/Subtype/Image') }],
    ['a stream of cross-references', { ...furtherSeal, 8: toStream('', '/Type/XRef') }],
    [
      'locked pictures of it elsewhere',
      { ...changed(3, '6 0 R]', '6 0 R 8 0 R]'), 8: '<</Type/Annot/Subtype/Stamp/P 3 0 R>>' },
    ],
    ['flags of the form', changed(1, '/SigFlags 3', '/SigFlags 1')],
    ['what is as it was, written again', { ...furtherSeal, 2: onePage[2] ?? '' }],
    ['and in another order', { ...furtherSeal, 2: '<</Count 1/Kids[3 0 R]/Type/Pages>>' }],
  ])('is one: %s', async (_name, added) => {
    expect(await isFurther(added)).toBe(true);
  });

  it('is one where form and lists stand in objects of their own', async () => {
    expect(await isFurther(apart.second, apart)).toBe(true);
    const flags = { ...apart.second, 10: '<</Fields 11 0 R/SigFlags 1>>' };
    expect(await isFurther(flags, apart)).toBe(true);
    expect(await isFurther({ ...apart.second, 10: '<</Fields 11 0 R/XFA 5>>' }, apart)).toBe(false);
  });

  it('is one where the catalog is in another order, or an empty list is left out', async () => {
    const catalog = { ...apart.second, 1: '<</AcroForm 10 0 R/Type/Catalog/Pages 2 0 R>>' };
    expect(await isFurther(catalog, apart)).toBe(true);
    const [empty, none] = ['/Annots[]', ''].map((list) => `<</Type/Page/Is 20${list}>>`);
    const first = { 20: empty ?? '' };
    expect(await isFurther({ ...furtherSeal, 20: none ?? '' }, { first })).toBe(true);
  });

  it('is one on a document that had no form, and no list on its page', async () => {
    const added = {
      ...changed(1, '4 0 R 6', '6'),
      3: furtherSeal[3]?.replace('4 0 R 6', '6') ?? '',
    };
    expect(await isFurther(added, { before: toDocument() })).toBe(true);
    const noForm = { ...added, 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 5>>' };
    expect(await isFurther(noForm, { before: toDocument() })).toBe(false);
    const other = {
      ...added,
      1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DR<<>>>>>>',
    };
    expect(await isFurther(other, { before: toDocument() })).toBe(false);
  });
});

describe('is more than a further seal:', () => {
  it.each<[string, Sources]>([
    ['no signature', without(furtherSeal, 7)],
    ['another content of the page', changed(3, '/Parent', '/Contents 8 0 R/Parent')],
    ['another size of the page', changed(3, '595 842', '595 841')],
    ['a page that lost its size', changed(3, '/MediaBox[0 0 595 842]', '')],
    ['a list that lost something', changed(3, '[4 0 R 6 0 R]', '[6 0 R]')],
    ['a list that is gone', changed(3, '/Annots[4 0 R 6 0 R]', '')],
    ['a list that is none any more', changed(3, '[4 0 R 6 0 R]', '<<>>')],
    ['an annotation in no object', changed(3, '6 0 R]', '6 0 R<</Subtype/Stamp>>]')],
    ['a list in another order', changed(3, '[4 0 R 6 0 R]', '[6 0 R 4 0 R]')],
    ['a page that is none any more', { ...furtherSeal, 3: '[]' }],
    ['a page more', { ...furtherSeal, 2: '<</Type/Pages/Kids[3 0 R 8 0 R]/Count 2>>', 8: page }],
    ['a page in another tree', { ...furtherSeal, 8: page }],
    ['another catalog', changed(1, '/Pages', '/OpenAction 5/Pages')],
    ['a catalog that is no dictionary', { ...furtherSeal, 2: '[]' }],
    [
      'a form of its own object now',
      {
        ...changed(1, '<</Fields[4 0 R 6 0 R]/SigFlags 3>>', ' 8 0 R'),
        8: '<</Fields[4 0 R 6 0 R]>>',
      },
    ],
    ['a form with more than fields', changed(1, '/SigFlags', '/NeedAppearances true/SigFlags')],
    ['a field less', changed(1, '4 0 R 6 0 R', '6 0 R')],
    ['a field that was there', changed(1, '6 0 R', '4 0 R')],
    ['a field in no object', changed(1, '6 0 R', '6 0 R<</FT/Sig>>')],
    ['a field of another kind', changed(6, '/FT/Sig', '/FT/Tx')],
    ['a field of another signature', changed(6, '7 0 R', '5 0 R')],
    ['a field without its signature', changed(6, '/V 7 0 R', '')],
    ['a field that acts', changed(6, '/P 3 0 R', '/A<<>>')],
    ['a field that acts by itself', changed(6, '/P 3 0 R', '/AA<<>>')],
    ['another kind of annotation', changed(6, '/Widget', '/FreeText')],
    ['a field that is not there', without(furtherSeal, 6)],
    ['a field that is none', { ...furtherSeal, 6: '5' }],
    [
      'an annotation of another kind',
      { ...changed(3, '6 0 R]', '6 0 R 8 0 R]'), 8: '<</Subtype/Square>>' },
    ],
    [
      'a picture with a window',
      { ...changed(3, '6 0 R]', '6 0 R 8 0 R]'), 8: '<</Subtype/Stamp/Popup 5>>' },
    ],
    [
      'a picture that acts',
      { ...changed(3, '6 0 R]', '6 0 R 8 0 R]'), 8: '<</Subtype/Stamp/A 5>>' },
    ],
    ['another field', { ...furtherSeal, 4: '<</FT/Sig/V 7 0 R>>' }],
    ['another first signature', { ...furtherSeal, 5: signature }],
    ['a stream that is no picture', { ...furtherSeal, 8: toStream('x') }],
    ['an object that is no dictionary', { ...furtherSeal, 8: '5' }],
    ['a dictionary of its own', { ...furtherSeal, 8: '<<>>' }],
  ])('%s', async (_name, added) => {
    expect(await isFurther(added)).toBe(false);
  });

  it('a signature that was there before', async () => {
    expect(await isFurther({}, { number: 5 })).toBe(false);
    const there = toDocument({ ...onePage, 7: signature });
    const added = { ...furtherSeal, 1: furtherSeal[1]?.replace('4 0 R 6', '6') ?? '' };
    expect(await isFurther(added, { before: there })).toBe(false);
  });

  it('a picture that was there before, a list that was none', async () => {
    const first = { 20: '<</Subtype/Stamp>>' };
    expect(await isFurther(changed(3, '6 0 R]', '6 0 R 20 0 R]'), { first })).toBe(false);
    const none = { 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots<<>>>>' };
    expect(await isFurther(furtherSeal, { first: none })).toBe(false);
  });

  it('a dictionary that names fields and is not the form', async () => {
    const other = { 20: '<</Fields[4 0 R]>>' };
    const added = { 20: '<</Fields[4 0 R 6 0 R]>>' };
    expect(await isFurther({ ...furtherSeal, ...added }, { first: other })).toBe(false);
    const first = { ...apart.first, ...other };
    expect(await isFurther({ ...apart.second, ...added }, { first })).toBe(false);
  });

  it('another trailer', async () => {
    const first = { 8: '<</Subject(a)>>', 9: '<</Subject(a)>>' };
    const before = toSigned(first, '/Root 1 0 R/Info 8 0 R');
    const further = (trailer: string) => isFurther(furtherSeal, { before, trailer });
    expect(await further('/Root 1 0 R/Info 8 0 R')).toBe(true);
    expect(await further('/Root 1 0 R/Info 8 0 R/Size 99')).toBe(true);
    expect(await further('/Root 1 0 R/Info 9 0 R')).toBe(false);
    expect(await further('/Root 1 0 R')).toBe(false);
    expect(await further('/Root 1 0 R/Info 8 0 R/Encrypt<<>>')).toBe(false);
    const root = { ...first, 9: '<</Type/Catalog/Pages 2 0 R>>' };
    expect(await isFurther(furtherSeal, { first: root, trailer: '/Root 9 0 R' })).toBe(false);
  });

  it('what fills a place that the document pointed to and that was empty', async () => {
    const filled = { ...furtherSeal, 8: picture };
    for (const hollow of ['8 0 R', '[8 0 R]', '<</A[<</B 8 0 R>>]>>', toStream('', '/A 8 0 R')]) {
      expect(await isFurther(filled, { first: { 20: hollow } }), hollow).toBe(false);
      expect(await isFurther(furtherSeal, { first: { 20: hollow } }), hollow).toBe(true);
    }
    const before = toSigned({}, '/Root 1 0 R/Info 8 0 R');
    const trailer = '/Root 1 0 R/Info 8 0 R';
    expect(await isFurther(filled, { before, trailer })).toBe(false);
    expect(await isFurther(furtherSeal, { before, trailer })).toBe(true);
  });

  it('a stream with other bytes, another length, or that became something else', async () => {
    const first = { 20: toStream('abc') };
    const further = (source: string) => isFurther({ ...furtherSeal, 20: source }, { first });
    expect(await further(toStream('abc'))).toBe(true);
    for (const other of [
      toStream('abd'),
      toStream('ab'),
      toStream('abc', '/A 1'),
      '<</Length 3>>',
    ]) {
      expect(await further(other), other).toBe(false);
    }
    const scaled = { first: { 20: toStream('abc', '/Matrix[0.00004 0 0 1 0 0]') } };
    const shrunk = toStream('abc', '/Matrix[0.00001 0 0 1 0 0]');
    expect(await isFurther({ ...furtherSeal, 20: shrunk }, scaled)).toBe(false);
    const page = (width: string) => furtherSeal[3]?.replace('595 842', `${width} 842`) ?? '';
    const wide = page('595.2755905').replace(' 6 0 R', '');
    expect(await isFurther({ ...furtherSeal, 3: page('595.2756') }, { first: { 3: wide } })).toBe(
      true,
    );
    const was = { first: { 20: '<</Length 3>>' } };
    expect(await isFurther({ ...furtherSeal, 20: toStream('abc') }, was)).toBe(false);
  });

  it('a list that grew and that no page and no form names, or something else in it', async () => {
    expect(await isFurther({ ...apart.second, 13: '[4 0 R 6 0 R]' }, apart)).toBe(false);
    expect(await isFurther({ ...apart.second, 12: '[4 0 R 5 0 R]' }, apart)).toBe(false);
    expect(await isFurther({ ...apart.second, 11: '[6 0 R]' }, apart)).toBe(false);
    expect(await isFurther({ ...apart.second, 11: '<<>>' }, apart)).toBe(false);
    const named = { first: { ...apart.first, 14: '<</Type/Other/Annots 13 0 R>>' } };
    expect(await isFurther({ ...apart.second, 13: '[4 0 R 6 0 R]' }, named)).toBe(false);
    const dictionary = { first: { ...apart.first, 12: '<<>>' } };
    expect(await isFurther(apart.second, dictionary)).toBe(false);
  });

  const judge = async (before: string, after: string) =>
    isOnlyFurtherSeal({
      ...{ before: await openText(before), after: await openText(after), signature: 7 },
    });

  it('an object of another generation: references that named nothing would name it', async () => {
    const before = toSigned();
    const after = withRevision(before, { ...furtherSeal, 2: onePage[2] ?? '' });
    expect(await judge(before, after)).toBe(true);
    const at = after.lastIndexOf('2 0 obj');
    const raised = `${after.slice(0, at)}2 1${after.slice(at + 3)}`;
    const generation = raised.lastIndexOf('\n2 1\n') + 20;
    const other = `${raised.slice(0, generation)}1${raised.slice(generation + 1)}`;
    expect(await judge(before, other)).toBe(false);
  });

  it('what is hidden in a stream beside a table', async () => {
    const before = toSigned();
    const added = { ...furtherSeal, 8: toStream('', '/Type/XRef/W[1 4 2]/Size 0') };
    const withStream = (name: string) => {
      const after = withRevision(before, added, `/Root 1 0 R/${name} 0000000000`);
      return after.replace(/0000000000(?=\D+\d+\D+\d+\s+%%EOF\s*$)/, () =>
        String(after.indexOf('8 0 obj')).padStart(10, '0'),
      );
    };
    expect(await judge(before, withStream('Other'))).toBe(true);
    expect(await judge(before, withStream('XRefStm'))).toBe(false);
  });

  it.each<[string, Sources]>([
    ['an object', { 20: '5' }],
    [
      'an empty list that a page names',
      { 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 20 0 R>>', 20: '[]' },
    ],
  ])('%s that is gone', async (_name, first) => {
    const before = toSigned(first);
    const added = { 1: furtherSeal[1] ?? '', 6: furtherSeal[6] ?? '', 7: signature, 21: '5' };
    const after = withRevision(before, added).replace(/21 1\n(\d{10}) 00000 n/, '20 1\n$1 00000 f');
    const revisions = {
      before: await openText(before),
      after: await openText(after),
      signature: 7,
    };
    expect(isOnlyFurtherSeal(revisions)).toBe(false);
  });
});
