import { createHash, sign } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { inflate, makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { toCms, toSigning } from '../../shared/formats/cms-making.ts';
import type { SealAppearance, SealMark } from '../../shared/formats/document-appearance.ts';
import { openPdf } from '../../shared/formats/document-file.ts';
import {
  embedSignature,
  type PreparedDocument,
  prepareSignature,
  type SigningRequest,
} from '../../shared/formats/document-signing.ts';
import { credentialFileName } from '../../shared/formats/licence-in-document.ts';
import { makeDocumentVerifier } from '../../shared/verify/document-verifier.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import { type ProvinceFiles, putProvince, SampleShelf } from './presented.ts';
import { type SampleProvince, type SampleSigner, sampleSeconds } from './province-pki.ts';

/** A square of a seal's colour stands for a seal. */
const square: SealAppearance = {
  ...{ width: 119, height: 119 },
  operators: '0.843 0 0.059 rg 10 10 99 99 re f',
};
const mark = (page = 0): SealMark => ({ page, left: 300, top: 500, from: 0, until: 1 });

export const sha256 = (...pieces: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return new Uint8Array(hash.digest());
};

/** A document as a department's own system makes it: pages with a line each. */
export async function makePlainDocument(
  options: {
    readonly pages?: number;
    readonly packed?: boolean;
    readonly credential?: string;
    readonly identifier?: string;
  } = {},
): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  for (let page = 1; page <= (options.pages ?? 2); page += 1) {
    document.addPage([595, 842]).drawText(`Decision, page ${page}`, { x: 60, y: 760 });
  }
  if (options.identifier !== undefined) document.setSubject(options.identifier);
  if (options.credential !== undefined) {
    await document.attach(new TextEncoder().encode(options.credential), credentialFileName);
  }
  return document.save({ useObjectStreams: options.packed ?? false });
}

/** Signs what was prepared, as KMS would. */
export function signPrepared(
  prepared: PreparedDocument,
  signer: SampleSigner,
  document: readonly Uint8Array[] = prepared.signed,
): Uint8Array {
  const [certificate = new Uint8Array()] = signer.x5c;
  const { signedAttributes } = toSigning(document, { signer: certificate }, sha256);
  const key = { key: signer.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = new Uint8Array(sign('sha256', signedAttributes, key));
  return embedSignature(prepared, toCms({ chain: signer.x5c, signedAttributes, signature }));
}

/** Prepares a document for a seal on its first page. */
export async function prepareDocument(
  bytes: Uint8Array,
  request: Partial<SigningRequest> = {},
): Promise<PreparedDocument> {
  return prepareSignature(await openPdf(bytes, inflate), {
    ...{ signedAt: sampleSeconds - 600, name: '证照专用章（示例）', seal: square, marks: [mark()] },
    ...request,
  });
}

/** A document with a seal of that signer behind it. */
export async function sealDocument(
  bytes: Uint8Array,
  signer: SampleSigner,
  request: Partial<SigningRequest> = {},
): Promise<Uint8Array> {
  return signPrepared(await prepareDocument(bytes, request), signer);
}

/** A verifier of documents, at the time of the samples. */
export function makeSampleDocumentVerifier(
  province: SampleProvince,
  files: ProvinceFiles = {},
  seconds = sampleSeconds,
) {
  const shelf = new SampleShelf();
  putProvince(shelf, province, files);
  const options = {
    ...{ primitives: makeNodePrimitives(), shelf, ownProvinceUrl: province.url },
    anchors: [{ certificate: province.root.certificate, provinceUrl: province.url }],
    clock: { now: () => seconds * 1000 },
  };
  return makeDocumentVerifier({ ...options, verifier: makeVerifier(options) });
}

/** Where a text stands. @throws Error */
export function indexOfText(bytes: Uint8Array, text: string, from = 0): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(
    text,
    from,
    'latin1',
  );
  if (at < 0) throw new Error(`no ${text}`);
  return at;
}

/** The same with one text in the place of another of the same length. */
export function replaceText(
  bytes: Uint8Array,
  [text, by]: readonly [string, string],
  from = 0,
): Uint8Array {
  const changed = bytes.slice();
  changed.set(Buffer.from(by, 'latin1'), indexOfText(bytes, text, from));
  return changed;
}
