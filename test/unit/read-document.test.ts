import { describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { findPresentedDocument } from '../../shared/verify/presented-document.ts';
import { readDocument } from '../../shared/verify/read-document.ts';
import { errorsOf } from '../build/errors-of.ts';
import { furtherSeal } from '../build/further-seals.ts';
import {
  oneSignature,
  type Sources,
  toBytes,
  toDocument,
  toSignatureSource,
  toSigned,
  toStream,
  toStreamDocument,
  withRange,
  withRevision,
} from '../build/small-documents.ts';

/** The ends of what each signer saw, or the check that is not passed and why. */
async function read(text: string) {
  const found = await readDocument(toBytes(text), inflate);
  if ('signatures' in found) return found.signatures.map(({ end }) => end);
  const { name, outcome, ...why } = found;
  return [name, outcome, ...Object.values(why)].join(' ');
}
const finalEntries =
  '/SubFilter/ETSI.CAdES.detached/M(D:20261122155000Z)/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]';

/** A second signature, 7, with its field 6, behind a document. */
const sealAgain = (before: string, objects: Sources = {}) =>
  withRange(withRevision(before, { ...furtherSeal, 7: toSignatureSource(), ...objects }));

describe('a signed document is read', () => {
  it('as its signers saw it, one after the other', async () => {
    const once = toSigned();
    const twice = sealAgain(once);
    expect(await read(once)).toEqual([once.length]);
    expect(await read(twice)).toEqual([once.length, twice.length]);
    const found = await readDocument(toBytes(twice), inflate);
    expect('first' in found && found.first.objects.has(7)).toBe(false);
    expect('first' in found && found.first.bytes.length).toBe(once.length);
  });

  it.each<[string, string, string]>([
    ['no PDF', 'x', 'format failed document-malformed document-header'],
    [
      'encrypted',
      toDocument(undefined, '/Root 1 0 R/Encrypt 2 0 R'),
      'format failed document-encrypted',
    ],
    ['not signed', toDocument(), 'signature failed document-not-signed'],
    [
      'of a signature whose range is odd',
      toSigned().replace('/ByteRange[0', '/ByteRange[1'),
      'signature failed document-byte-range',
    ],
    [
      'of a signature of another form',
      toSigned().replace('ETSI', 'EXSI'),
      'signature failed document-signature-malformed document-signature-form',
    ],
    [
      'of a form that cannot be read',
      toSigned().replace('Fields[4 0 R]', 'Fields[9 0 R]'),
      'signature failed document-signature-malformed document-form',
    ],
    ['with a byte more', `${toSigned()}\n`, 'signature failed document-added-to'],
    [
      'with a revision more',
      withRevision(toSigned(), { 20: '5' }),
      'signature failed document-added-to',
    ],
    [
      'with more than a further seal',
      sealAgain(toSigned(), { 20: '5' }),
      'signature failed document-added-to',
    ],
    [
      'of a second seal behind one that permits none',
      sealAgain(toSigned({ 5: toSignatureSource(finalEntries) })),
      'signature failed document-added-to',
    ],
    [
      'added to before the second seal',
      sealAgain(withRevision(toSigned(), { 20: '5' })),
      'signature failed document-added-to',
    ],
  ])('and refused where it is %s', async (_name, text, why) => {
    expect(await read(text)).toBe(why);
  });

  it('and refused where what a signer saw was no document, or not yet signed', async () => {
    const part = toSigned().replace(/(ByteRange\[0 \d+ +\d+ +)\d+ */, (_all, before) =>
      `${before}20 `.padEnd(_all.length),
    );
    // its end is in the middle of a revision; the second one signs to the end of the file
    expect(await read(sealAgain(part))).toBe('signature failed document-added-to');
    expect(await read(part)).toBe('signature failed document-added-to');
    // the signature itself came later: the first revision is whole, and does not hold it
    const plain = toDocument();
    const early = withRevision(plain, oneSignature);
    const at = early.indexOf('<3003');
    const ranged = early.replace(
      /0 #{10} #{10} #{10}/,
      `0 ${[at, at + 18, 1].map((one) => String(one).padEnd(10)).join(' ')}`,
    );
    expect(await read(ranged)).toBe('signature failed document-added-to');
  });

  it('errors that are no refusals are thrown on', async () => {
    const packed = toStream('x', '/Filter/FlateDecode/Type/ObjStm/N 1/First 4');
    const text = toStreamDocument({ 5: packed }, { packed: [[6, 5, 0]] });
    const failing = () => Promise.reject(new TypeError('away'));
    await expect(readDocument(toBytes(text), failing)).rejects.toThrow(TypeError);
  });
});

describe('a presented document', () => {
  const uploads = { find: async (id: string) => (id === 'there' ? toBytes('file') : undefined) };
  const whyNot = async (given: Parameters<typeof findPresentedDocument>[0]) => {
    const error = await findPresentedDocument(given, uploads).catch((thrown: unknown) => thrown);
    return errorsOf(() => {
      throw error;
    });
  };

  it('is in base64, or uploaded before', async () => {
    expect(await findPresentedDocument({ content: 'ZmlsZQ==' }, uploads)).toEqual(toBytes('file'));
    expect(await findPresentedDocument({ upload: 'there' }, uploads)).toEqual(toBytes('file'));
  });

  it('is refused where it is neither', async () => {
    for (const content of ['ZmlsZQ', 'ZmlsZ===', '!']) {
      expect(await whyNot({ content })).toEqual({ '/document/content': 'base64' });
    }
    expect(await whyNot({ upload: 'gone' })).toEqual({ '/document/upload': 'unknown' });
  });

  it('errors that are no refusals are thrown on', async () => {
    await expect(findPresentedDocument({ content: 5 as never }, uploads)).rejects.toThrow(
      TypeError,
    );
    const failing = { find: () => Promise.reject(new Error('away')) };
    await expect(findPresentedDocument({ upload: 'x' }, failing)).rejects.toThrow('away');
  });
});
