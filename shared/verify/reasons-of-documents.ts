import type { Sentence } from './reasons-of-chain.ts';

/** What can be wrong with a document; part of the one table of reasons. */
export const documentReasons = {
  'document-malformed': {
    zh: '文书不是格式正确的 PDF，可能下载不完整或已损坏。请重新下载，或出示证照二维码。',
    en: 'The document is not a well-formed PDF; it may be damaged or not whole. Download it again, or show the code of the licence.',
  },
  'document-encrypted': { zh: '文书已加密，无法核验。', en: 'The document is encrypted.' },
  'document-not-signed': {
    zh: '文书没有电子印章签名：这是普通 PDF，不能证明什么。请出示证照二维码，或提供颁发机构签署的 PDF 原件。',
    en: 'The document bears no signature of a seal: it is a plain PDF and proves nothing. Show the code of the licence, or the PDF as the department signed it.',
  },
  'document-signature-malformed': {
    zh: '文书中的电子印章签名格式不正确。',
    en: 'A signature in the document is not well formed.',
  },
  'document-byte-range': {
    zh: '电子印章签名没有覆盖它应当覆盖的内容。',
    en: 'A signature in the document does not cover what it has to cover.',
  },
  'document-altered': {
    zh: '文书内容在签署后被改动，或签名属于另一份文书。',
    en: 'The document was altered after it was signed, or the signature is of another document.',
  },
  'document-added-to': {
    zh: '签署之后文书被增补，增补的不只是其他印章。',
    en: 'Something other than a further seal was added to the document after it was signed.',
  },
  'document-dated-ahead': {
    zh: '文书的签署时间在未来。',
    en: 'The document says that it was signed in the future.',
  },
  'document-of-another-licence': {
    zh: '文书与其中所附的证照不一致。',
    en: 'The document and the licence inside it do not belong together.',
  },
} as const satisfies Record<string, Sentence>;
