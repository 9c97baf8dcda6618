import { isOnlyFurtherSeal } from '../../shared/formats/document-revisions.ts';
import { openText, type Sources, toSigned, withRevision } from './small-documents.ts';

export const signature = '<</Type/Sig/Contents<00>>>';
/** What a further seal may be, 6 its field on the page and 7 its signature. */
export const furtherSeal: Sources = {
  1: '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 6 0 R]/SigFlags 3>>>>',
  3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R 6 0 R]>>',
  6: '<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal2)/V 7 0 R/P 3 0 R>>',
  7: signature,
};
/** The same where the form stands in an object of its own, 10, and its lists too, 11 and 12. */
export const apart = {
  first: {
    1: '<</Type/Catalog/Pages 2 0 R/AcroForm 10 0 R>>',
    3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots 12 0 R>>',
    10: '<</Fields 11 0 R/SigFlags 3>>',
    11: '[4 0 R]',
    12: '[4 0 R]',
    13: '[4 0 R]',
  },
  second: {
    6: furtherSeal[6] ?? '',
    7: furtherSeal[7] ?? '',
    11: '[4 0 R 6 0 R]',
    12: '[4 0 R 6 0 R]',
  },
};

/** Is the second revision the first with a further seal, number 7? */
export async function isFurther(
  added: Sources,
  { first = {} as Sources, before = toSigned(first), trailer = '/Root 1 0 R', number = 7 } = {},
) {
  const after = withRevision(before, added, trailer);
  const revisions = {
    before: await openText(before),
    after: await openText(after),
    signature: number,
  };
  return isOnlyFurtherSeal(revisions);
}
export const without = (sources: Sources, ...numbers: number[]) =>
  Object.fromEntries(
    Object.entries(sources).filter(([number]) => !numbers.includes(Number(number))),
  );
/** A further seal with texts of one object replaced. */
export const changed = (number: number, from: string, to: string) => {
  const source = furtherSeal[number] ?? '';
  if (!source.includes(from)) throw new Error(`no ${from}`);
  return { ...furtherSeal, [number]: source.replace(from, to) };
};
