import { describe, expect, it } from 'vitest';
import { findDocumentFault } from '../../shared/formats/document-fitness.ts';
import {
  onePage,
  openText,
  reasonOf,
  type Sources,
  toDocument,
  toSignatureSource,
  toSigned,
  toStream,
} from '../build/small-documents.ts';

const faultOfText = async (text: string) => findDocumentFault(await openText(text));
const faultOf = (objects: Sources, trailer?: string) =>
  faultOfText(toDocument({ ...onePage, ...objects }, trailer));

describe('a document that may be sealed', () => {
  it('does nothing to its reader: links to addresses and jumps within are none of that', async () => {
    expect(await faultOf({})).toBeUndefined();
    const plain = [
      '<</S/URI/URI(https://example.com)>>',
      '<</S/GoTo/D[3 0 R/Fit]>>',
      '<</Subtype/Link>>',
      '<</Subtype/Widget/FT/Tx>>',
      '<</S(JavaScript)>>',
      '(JavaScript)',
      '[/JavaScript/AA/Launch]',
      '5',
    ];
    for (const one of plain) expect(await faultOf({ 4: one }), one).toBeUndefined();
  });

  it('may be signed already', async () => {
    expect(await faultOfText(toSigned())).toBeUndefined();
  });
});

describe('a document that may not', () => {
  const actions = [
    ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToE', 'Rendition', 'Movie'],
    ...['Sound', 'RichMediaExecute', 'SetOCGState', 'Trans'],
  ];
  const annotations = ['Movie', 'Sound', 'Screen', 'RichMedia', '3D', 'FileAttachment'];

  it.each([
    ...actions.map((action) => `<</S/${action}>>`),
    ...['JS', 'AA', 'JavaScript', 'XFA', 'RichMediaContent'].map((name) => `<</${name} 5>>`),
    ...annotations.map((kind) => `<</Subtype/${kind}>>`),
    '[<</A[5<</JS()>>]>>]',
    '<</A<</B<</S/Launch>>>>>>',
    toStream('', '/AA 5'),
    toStream('', '/A[<</JS()>>]'),
  ])('acts: %s', async (source) => {
    expect(await faultOf({ 4: source })).toBe('active-content');
  });

  it('acts, however deep', async () => {
    const nested = (source: string) => `${'['.repeat(63)}${source}${']'.repeat(63)}`;
    expect(await faultOf({ 4: nested('<<>>') })).toBeUndefined();
    expect(await faultOf({ 4: nested('<</JS()>>') })).toBe('active-content');
  });

  it('is encrypted', async () => {
    expect(await faultOf({ 4: '<</JS()>>' }, '/Root 1 0 R/Encrypt 2 0 R')).toBe('encrypted');
  });

  it('was certified, or signed for the last time', async () => {
    const perms = { 1: '<</Type/Catalog/Pages 2 0 R/Perms<<>>>>' };
    expect(await faultOf(perms)).toBe('certified-no-changes');
    expect(await faultOf({ ...perms, 4: '<</JS()>>' })).toBe('active-content');
    const last = (p: number) =>
      toSigned({
        5: toSignatureSource(
          `/SubFilter/ETSI.CAdES.detached/M(D:20261122155000Z)/Reference[<</TransformMethod/DocMDP/TransformParams<</P ${p}>>>>]`,
        ),
      });
    expect(await faultOfText(last(1))).toBe('certified-no-changes');
    expect(await faultOfText(last(2))).toBeUndefined();
  });

  it('has signatures that cannot be read', async () => {
    expect(await reasonOf(() => faultOf({ 4: '<</Type/Sig/ByteRange[]>>' }))).toBe(
      'document-signature-hidden',
    );
  });
});
