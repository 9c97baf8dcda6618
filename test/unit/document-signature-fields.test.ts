import { describe, expect, it } from 'vitest';
import { findSignatureFields, readSignatures } from '../../shared/formats/document-signatures.ts';
import {
  onePage,
  openText,
  reasonOf,
  type Sources,
  toDocument,
  toSigned,
} from '../build/small-documents.ts';

const whyNot = (text: string) => reasonOf(async () => readSignatures(await openText(text)));

describe('fields of signatures (section 12.7)', () => {
  const fields = async (form: string, objects: Sources = {}) => {
    const catalog = { 1: `<</Type/Catalog/Pages 2 0 R/AcroForm ${form}>>` };
    const file = await openText(toDocument({ ...onePage, ...catalog, ...objects }));
    return findSignatureFields(file).map(({ number }) => number);
  };
  const whyNotFields = (...given: Parameters<typeof fields>) => reasonOf(() => fields(...given));

  it('are those whose kind is Sig, their own or inherited, signed or not', async () => {
    expect(
      await fields('<</Fields[<</FT/Sig>> 7 0 R 8 0 R]>>', { 7: '<</FT/Sig>>', 8: '<</FT/Tx>>' }),
    ).toEqual([undefined, 7]);
    const below = { 7: '<</FT/Sig/Kids[8 0 R 9 0 R]>>', 8: '<<>>', 9: '<</FT/Tx>>' };
    expect(await fields('10 0 R', { 10: '<</Fields 11 0 R>>', 11: '[7 0 R]', ...below })).toEqual([
      8,
    ]);
    // signed as a whole: what hangs below are its widgets
    expect(
      await fields('<</Fields[7 0 R]>>', { ...below, 7: '<</FT/Sig/V 5 0 R/Kids[8 0 R]>>' }),
    ).toEqual([7]);
    const group = { 7: '<</Kids[8 0 R 9 0 R]>>', 8: '<</FT/Sig>>', 9: '<<>>' };
    expect(await fields('<</Fields[7 0 R]>>', group)).toEqual([8]);
    expect(await fields('<</Fields[7 0 R]>>', { ...group, 9: '<</Kids 5>>' })).toEqual([8]);
  });

  it('are none where there is no form', async () => {
    for (const none of ['null', '5', '<<>>', '<</Fields 5>>', '<</Fields[]>>']) {
      expect(await fields(none)).toEqual([]);
    }
  });

  it.each(['<</Fields[5]>>', '<</Fields[9 0 R]>>', '<</Fields[7 0 R]>>'])(
    '%s is refused where its fields are none or go in a circle',
    async (form) => {
      expect(await whyNotFields(form, { 7: '<</Kids[7 0 R]>>' })).toBe('document-form');
    },
  );

  it('are at most 10,000, and 33 deep', async () => {
    const many = (count: number) => `<</Fields[${'7 0 R '.repeat(count)}]>>`;
    expect(await whyNotFields(many(10_000), { 7: '<<>>' })).toBeUndefined();
    expect(await whyNotFields(many(10_001), { 7: '<<>>' })).toBe('document-form');
    const deep = (levels: number) =>
      `<</Fields[${'<</Kids['.repeat(levels)}<<>>${']>>'.repeat(levels)}]>>`;
    const objects = { 7: `<</Kids[${'<</Kids['.repeat(16)}8 0 R${']>>'.repeat(16)}]>>` };
    expect(await whyNotFields(deep(29))).toBeUndefined();
    const below = (levels: number) => ({
      ...objects,
      8: `<</Kids[${'<</Kids['.repeat(levels)}<<>>${']>>'.repeat(levels)}]>>`,
    });
    expect(await whyNotFields('<</Fields[7 0 R]>>', below(14))).toBeUndefined();
    expect(await whyNotFields('<</Fields[7 0 R]>>', below(15))).toBe('document-form');
  });

  it('are signed by at most 64', async () => {
    const signed = (count: number) =>
      toSigned({
        1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${'4 0 R '.repeat(count)}]>>>>`,
      });
    // one after the other they are the same signature
    expect(await whyNot(signed(65))).toBe('document-signatures');
    const broken = signed(65).replace('/SubFilter', '/SubFilteR');
    expect(await whyNot(broken)).toBe('document-signatures');
    expect(await whyNot(signed(64).replace('/SubFilter', '/SubFilteR'))).toBe(
      'document-signature-form',
    );
  });
});
