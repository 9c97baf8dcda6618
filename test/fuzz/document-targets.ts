import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { readCms } from '../../shared/formats/cms.ts';
import { findAttachment } from '../../shared/formats/document-attachments.ts';
import { openPdf } from '../../shared/formats/document-file.ts';
import { findDocumentFault } from '../../shared/formats/document-fitness.ts';
import { listPages } from '../../shared/formats/document-pages.ts';
import { readSignatures } from '../../shared/formats/document-signatures.ts';
import { credentialFileName } from '../../shared/formats/licence-in-document.ts';
import { makePlainDocument, sealDocument } from '../build/documents.ts';
import type { SampleProvince } from '../build/province-pki.ts';
import type { FuzzTarget } from './fuzz.ts';

/** All that is read of a document before anybody is trusted. */
async function readAll(input: Uint8Array): Promise<void> {
  const file = await openPdf(input, inflate);
  listPages(file);
  findDocumentFault(file);
  readSignatures(file);
  await findAttachment(file, credentialFileName, { inflate, maxBytes: 64 * 1024 });
}

/** What reads documents and the signatures in them. */
export async function makeDocumentTargets({
  seal,
}: SampleProvince): Promise<readonly FuzzTarget[]> {
  const plain = await makePlainDocument({ pages: 1, credential: 'a~', identifier: '1.2' });
  const packed = await makePlainDocument({ pages: 1, packed: true });
  const sealed = await sealDocument(packed, seal);
  const signatures = readSignatures(await openPdf(sealed, inflate)).map(({ cms }) => cms);
  return [
    { name: 'document', seeds: [plain, packed, sealed], read: readAll },
    { name: 'signature of a document', seeds: signatures, read: readCms },
  ];
}
