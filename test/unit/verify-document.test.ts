import { beforeAll, describe, expect, it } from 'vitest';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import { readCredentialClaims } from '../../shared/formats/credential-claims.ts';
import { openPdf } from '../../shared/formats/document-file.ts';
import { listPages } from '../../shared/formats/document-pages.ts';
import { PdfUpdate } from '../../shared/formats/document-update.ts';
import {
  type PdfDictionary,
  PdfName,
  PdfRef,
  PdfStream,
  toAscii,
} from '../../shared/formats/document-values.ts';
import {
  indexOfText,
  makePlainDocument,
  makeSampleDocumentVerifier,
  prepareDocument,
  replaceText,
  sealDocument,
  signPrepared,
} from '../build/documents.ts';
import { makeSampleCredential, type ProvinceFiles } from '../build/presented.ts';
import {
  daySeconds,
  makeSampleSigner,
  type SampleProvince,
  type SampleSigner,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

let scene: Awaited<ReturnType<typeof makeScene>>;
let province: SampleProvince;
/** A decision with one seal, and with a second one behind it. */
let once: Uint8Array;
let twice: Uint8Array;
let face: Uint8Array;
/** A seal of another department of the same province. */
let otherSeal: SampleSigner;
let identifier: string;
let credential: string;

beforeAll(async () => {
  scene = await makeScene();
  province = scene.province;
  once = await sealDocument(await makePlainDocument(), province.seal, {
    reason: '测试',
    location: '沈阳',
  });
  twice = await sealDocument(once, province.seal, { signedAt: sampleSeconds - 300 });
  credential = makeSampleCredential(province);
  identifier = readCredentialClaims(
    readCredential(credential, { maxBytes: 100_000 }).jws.payload,
  ).identifier;
  const plain = await makePlainDocument({ pages: 1, credential, identifier });
  face = await sealDocument(plain, province.seal, { isFinal: true });
  otherSeal = await makeSampleSigner({
    ...{ profile: 'seal', province: province.name, issuer: province.sealingCa },
    department: {
      code: '11210300MB9Y10062B',
      name: '鞍山市交通运输局（示例）',
      division: '210300',
    },
    commonName: '公章（示例）',
  });
});

const verify = (document: Uint8Array, files: ProvinceFiles = {}, seconds?: number) =>
  makeSampleDocumentVerifier(province, files, seconds).verify({ document });

/** What the update of an attacker adds behind a signed document. */
async function withUpdate(
  bytes: Uint8Array,
  change: (update: PdfUpdate, page: { reference: PdfRef; dictionary: PdfDictionary }) => void,
): Promise<Uint8Array> {
  const file = await openPdf(bytes, inflate);
  const update = new PdfUpdate(file);
  const [page] = listPages(file);
  if (page === undefined) throw new Error('no page');
  change(update, page);
  return update.toBytes();
}

const text = (operators: string) => {
  const data = toAscii(operators);
  return new PdfStream(new Map([['Length', data.length]]), data);
};

describe('a document under a seal', () => {
  it.each([false, true])(
    'holds with one seal and with two, whatever form its structure has',
    async (packed) => {
      const one = await sealDocument(await makePlainDocument({ packed }), province.seal, {
        reason: '测试',
      });
      const first = await verify(one);
      expect(told(first, 'format', 'signature', 'chain', 'seal', 'authority', 'status')).toBe(
        'valid, format passed, signature passed, chain passed, seal passed, authority not-applicable, status not-applicable',
      );
      expect(first.document.signatures).toMatchObject([
        { department: province.department.code, reason: '测试', addedAfter: 0 },
      ]);
      const two = await verify(
        await sealDocument(one, province.seal, { signedAt: sampleSeconds - 60 }),
      );
      expect(two.verdict).toBe('valid');
      expect(two.document.signatures.map(({ addedAfter }) => addedAfter)).toEqual([1, 0]);
    },
  );

  it('holds with the licence inside, whose own checks are told', async () => {
    const verification = await verify(face);
    expect(
      told(verification, 'seal', 'authority', 'period', 'status', 'disclosures', 'holder-binding'),
    ).toBe(
      'valid, seal passed, authority passed, period passed, status passed, disclosures passed, holder-binding not-applicable',
    );
    expect(verification.licence?.identifier).toBe(identifier);
  });

  it('falls with the licence inside', async () => {
    const { statusList } = scene.statusFile({
      draft: { entries: [{ index: 4711, status: 0x0c }] },
    });
    expect(told(await verify(face, { statusList: statusList ?? '' }), 'signature', 'status')).toBe(
      'invalid, signature passed, status failed licence-withdrawn',
    );
  });
});

describe('ten documents that somebody tampered with', () => {
  it('1: a changed byte', async () => {
    const at = indexOfText(once, '%PDF-1.7') + 20;
    const changed = once.slice();
    const place = indexOfText(changed, '/MediaBox', at);
    changed.set(toAscii('/MediaBox [ 0 0 595 841'), place);
    expect(told(await verify(changed), 'signature')).toBe(
      'invalid, signature failed document-altered',
    );
  });

  it('2: an appended page', async () => {
    const changed = await withUpdate(once, (update, page) => {
      const pages = page.dictionary.get('Parent') as PdfRef;
      const added = update.add(new Map([...page.dictionary]));
      const tree = update.resolve(pages) as PdfDictionary;
      const kids = [...(tree.get('Kids') as PdfRef[]), added];
      update.put(pages, new Map([...tree, ['Kids', kids], ['Count', kids.length]]));
    });
    expect(told(await verify(changed), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    const sealed = await sealDocument(changed, province.seal, { signedAt: sampleSeconds - 60 });
    expect(told(await verify(sealed), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
  });

  it('3: shadow content, shown by what was added behind', async () => {
    const replaced = await withUpdate(once, (update, page) => {
      const contents = update.add(text('BT /F1 24 Tf 60 700 Td (Other words) Tj ET'));
      update.put(page.reference, new Map([...page.dictionary, ['Contents', contents]]));
    });
    expect(told(await verify(replaced), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    const resealed = await sealDocument(replaced, province.seal);
    expect(told(await verify(resealed), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    // the page names a picture that is not there yet: nothing is seen when it is signed
    const hollow = await withUpdate(await makePlainDocument(), (update, page) => {
      const shown = new Map([['Shadow', new PdfRef(90)]]);
      update.put(
        page.reference,
        new Map([...page.dictionary, ['Resources', new Map([['XObject', shown]])]]),
      );
    });
    const signed = await sealDocument(hollow, province.seal);
    const filled = await withUpdate(signed, (update) => {
      const form = new Map([...text('').dictionary, ['Subtype', new PdfName('Form')]] as const);
      update.put(new PdfRef(90), new PdfStream(new Map<string, never>(form as never), toAscii('')));
    });
    expect(told(await verify(await sealDocument(filled, province.seal)), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
  });

  it('4: a second table of cross-references', async () => {
    const tail = Buffer.from(once).subarray(Buffer.from(once).lastIndexOf('xref\n', -30, 'latin1'));
    const doubled = new Uint8Array(Buffer.concat([once, tail]));
    expect(told(await verify(doubled), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    const other = once.slice();
    other.set(toAscii('startxref\n9'), indexOfText(once, 'startxref\n', once.length - 60));
    expect((await verify(other)).verdict).toBe('invalid');
  });

  it('5: a byte range that leaves something out', async () => {
    const at = indexOfText(twice, '/ByteRange [0 ', once.length);
    const numbers = Buffer.from(twice)
      .subarray(at, at + 60)
      .toString('latin1');
    const [, first = '', second = '', rest = ''] = /\[0 (\d+)\s+(\d+)\s+(\d+)/.exec(numbers) ?? [];
    const swaps = [
      [first, String(Number(first) - 100)],
      [second, String(Number(second) + 100)],
      [rest, String(Number(rest) - 10)],
    ] as const;
    for (const [number, by] of swaps) {
      const changed = replaceText(twice, [number, by.padEnd(number.length)], at + 14);
      expect((await verify(changed)).verdict).toBe('invalid');
    }
    const swapped = replaceText(twice, [`[0 ${first}`, `[1 ${first}`], at);
    expect(told(await verify(swapped), 'signature')).toBe(
      'invalid, signature failed document-byte-range',
    );
  });

  it('6: the signature of another document', async () => {
    const other = await prepareDocument(await makePlainDocument({ pages: 5 }));
    const mine = await prepareDocument(await makePlainDocument());
    const moved = signPrepared(mine, province.seal, other.signed);
    expect(told(await verify(moved), 'signature')).toBe(
      'invalid, signature failed document-altered',
    );
  });

  it('7: a chain that had expired', async () => {
    const late = sampleSeconds + 3650 * daySeconds;
    const document = await sealDocument(await makePlainDocument(), province.seal, {
      signedAt: late - 60,
    });
    expect(told(await verify(document, {}, late), 'chain')).toBe(
      'invalid, chain failed chain-expired',
    );
    const ahead = await sealDocument(await makePlainDocument(), province.seal, {
      signedAt: sampleSeconds + 7200,
    });
    expect(told(await verify(ahead), 'signature')).toBe(
      'invalid, signature failed document-dated-ahead',
    );
  });

  it('8: a seal that was taken out', async () => {
    const removed = await withUpdate(once, (update, page) => {
      update.put(page.reference, new Map([...page.dictionary, ['Annots', []]]));
    });
    expect(told(await verify(removed), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    const file = await openPdf(once, inflate);
    const unsigned = await withUpdate(once, (update) => {
      const catalog = new Map([...file.catalog].filter(([name]) => name !== 'AcroForm'));
      update.put(file.root, catalog);
    });
    expect((await verify(unsigned)).verdict).toBe('invalid');
    expect(told(await verify(await makePlainDocument()), 'signature')).toBe(
      'invalid, signature failed document-not-signed',
    );
  });

  it('9: the seal of another department', async () => {
    const plain = await makePlainDocument({ pages: 1, credential, identifier });
    const document = await sealDocument(plain, otherSeal, { isFinal: true });
    expect(told(await verify(document), 'signature', 'seal')).toBe(
      'invalid, signature passed, seal failed seal-of-another-department',
    );
    const stranger = await sealDocument(plain, scene.stranger.seal);
    expect(told(await verify(stranger), 'chain')).toBe('invalid, chain failed chain-untrusted');
    const wrong = await makePlainDocument({ pages: 1, credential, identifier: `${identifier}X` });
    expect(told(await verify(await sealDocument(wrong, province.seal)), 'format')).toBe(
      'invalid, format failed document-of-another-licence',
    );
  });

  it('10: an update that was cut off', async () => {
    const stripped = face.subarray(0, indexOfText(face, '%%EOF') + 6);
    expect(told(await verify(stripped), 'signature')).toBe(
      'invalid, signature failed document-not-signed',
    );
    const half = twice.subarray(0, twice.length - 40);
    expect(told(await verify(half), 'format')).toBe('invalid, format failed document-malformed');
    // whole as its first signer saw it, and no more: that there was a second seal nobody can tell
    const first = await verify(twice.subarray(0, once.length));
    expect(first.document.signatures).toHaveLength(1);
  });

  it('and more: a sealed face that was sealed again, a seal that was suspended, a document that is none', async () => {
    const again = await sealDocument(face, province.seal, { signedAt: sampleSeconds - 60 });
    expect(told(await verify(again), 'signature')).toBe(
      'invalid, signature failed document-added-to',
    );
    const states = [
      { state: 'enabled', from: sampleSeconds - 20 * daySeconds },
      { state: 'suspended', from: sampleSeconds - 5 * daySeconds },
    ] as const;
    expect(told(await verify(once, scene.sealWith({ states })), 'seal')).toBe(
      'invalid, seal failed seal-suspended',
    );
    for (const none of [new Uint8Array(), toAscii('%PDF-1.7\n'), toAscii('x'.repeat(5000))]) {
      expect(told(await verify(none), 'format')).toBe('invalid, format failed document-malformed');
    }
  });
});
