import type { FieldText } from './field-texts.ts';

const plain = (description: string): FieldText => ({ description });

/** What fields mean that files are told by: uploads, documents, stamps. */
export const fileFieldTexts: Readonly<Record<string, FieldText>> = {
  parts: plain('Parts of the file, in their order 分段'),
  purpose: plain(
    'What the file is for 用途: `document` to be sealed or verified, `bulk` to be issued from',
  ),
  sha256: plain('SHA-256 of the file, base64url without padding 文件摘要'),
  signedAt: { description: 'When it was signed 签署时间', format: 'date-time' },
  sizeBytes: plain('Size in bytes 字节数'),
  tag: plain('`ETag` that came back when the part was put 分段标签'),
  uploadId: plain('Upload id 上传标识'),
  url: { description: 'Address that holds for a while 临时地址', format: 'uri' },
};

/** The same names where they mean something finer. */
export const finerFileTexts: Readonly<Record<string, FieldText>> = {
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
