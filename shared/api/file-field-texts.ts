import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });

/** What fields mean that files are told by: uploads, documents, stamps. */
export const fileFieldTexts: Readonly<Record<string, FieldText>> = {
  addedAfter: plain(
    'How many further seals were added behind it; nothing else was 其后增加的印章数',
  ),
  acrossEdges: plain('A strip of the seal on the right edge of each page 骑缝章'),
  content: plain('The file in base64 文件内容'),
  document: plain('The document: in base64, or an upload of the department 文书'),
  documentSha256: plain('SHA-256 of the document as it was given 原文摘要'),
  form: plain('`pades`: in the PDF itself; `cades`: a signature beside the file 签名形式'),
  keyword: plain('Words over which the seal goes 定位关键字'),
  location: plain('Where it was sealed 用印地点'),
  page: plain('Number of the page, from 1 页码'),
  parts: plain('Parts of the file, in their order 分段'),
  purpose: plain(
    'What the file is for 用途: `document` to be sealed or verified, `bulk` to be issued from',
  ),
  sha256: plain('SHA-256 of the file, base64url without padding 文件摘要'),
  signatures: plain('Signatures of the document, in their order 文书签名'),
  signedAt: { description: 'When it was signed 签署时间', format: 'date-time' },
  sizeBytes: plain('Size in bytes 字节数'),
  placements: plain('Where the seal goes, the first as the signature’s own 用印位置'),
  stampId: plain('Stamp id 用印标识'),
  tag: plain('`ETag` that came back when the part was put 分段标签'),
  upload: plain('Upload id 上传标识'),
  uploadId: plain('Upload id 上传标识'),
  which: plain('Which of several places 第几处'),
  url: { description: 'Address that holds for a while 临时地址', format: 'uri' },
};

/** The same names where they mean something finer. */
export const finerFileTexts: Readonly<Record<string, FieldText>> = {
  'StampRequest.x': plain(
    'From the left edge to the middle of the seal, millimetres 横向位置（毫米）',
  ),
  'StampRequest.y': plain(
    'From the top edge to the middle of the seal, millimetres 纵向位置（毫米）',
  ),
  'Stamp.expiresAt': { description: 'When the address ends 地址失效时间', format: 'date-time' },
  'LicenceDocument.expiresAt': {
    description: 'When the address ends 地址失效时间',
    format: 'date-time',
  },
  'OpenedUpload.expiresAt': { description: 'When the file is gone 失效时间', format: 'date-time' },
  'CompletedUpload.expiresAt': {
    description: 'When the file is gone 失效时间',
    format: 'date-time',
  },
  'UploadCompletion.number': plain('Number of the part, from 1 分段序号'),
  'OpenedUpload.number': plain('Number of the part, from 1 分段序号'),
};
