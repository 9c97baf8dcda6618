import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import {
  completedUploadAnswer,
  completeUploadBody,
  openedUploadAnswer,
  openUploadBody,
  uploadContentAnswer,
} from './uploads.ts';

const uploadIdText = 'Upload id 上传标识.';

const upload = {
  uploadId: 'upload-0123456789abcdefghjkmnpqrs',
  purpose: 'document',
  sizeBytes: 183_204,
  expiresAt: sample.changedAt,
};

/** Files too large for the body of a request. */
export const uploadOperations: Operations = {
  'POST /v1/uploads': {
    id: 'openUpload',
    tag: 'uploads',
    summary: 'Opens an upload: gives the addresses to which the parts of a file are put',
    description:
      '申请上传文件：文书不超过 20 MB，批量数据不超过 500 MB。\n\n' +
      'Put each part, exactly as long as it says, to its address with `PUT` and no other header; then complete the upload. ' +
      'The addresses hold for an hour; the same request with the same key gives new ones. What is not used is gone after two days.',
    keyed: true,
    body: {
      schema: named('UploadRequest', openUploadBody),
      example: { purpose: 'document', sizeBytes: upload.sizeBytes },
    },
    answers: {
      201: {
        description: 'Opened 已受理',
        content: {
          schema: named('OpenedUpload', openedUploadAnswer),
          example: {
            ...upload,
            parts: [
              { number: 1, sizeBytes: upload.sizeBytes, url: 'https://files.example/part?sig=1' },
            ],
          },
        },
      },
    },
    problems: ['idempotency-in-flight'],
  },
  'POST /v1/uploads/{id}/completions': {
    id: 'completeUpload',
    tag: 'uploads',
    summary: 'Completes an upload whose parts have all come in',
    description:
      '完成上传。\n\nEach part is named with the `ETag` that came back when it was put. While parts are missing it is refused, and they may be put again.',
    keyed: true,
    path: { id: uploadIdText },
    body: {
      schema: named('UploadCompletion', completeUploadBody),
      example: { parts: [{ number: 1, tag: '"9b2cf535f27731c974343645a3985328"' }] },
    },
    answers: {
      200: {
        description: 'The file is whole 已完成',
        content: {
          schema: named('CompletedUpload', completedUploadAnswer),
          example: { ...upload, state: 'complete' },
        },
      },
    },
    problems: ['state-conflict'],
  },
  'GET /v1/uploads/{id}/content': {
    id: 'readUpload',
    tag: 'uploads',
    summary: 'Tells where the content of an uploaded document lies, for whoever knows its id',
    description:
      '取得已上传文书内容的临时地址。知悉上传标识即可读取，请勿外泄。\n\nThis is how a verification reads a document that was uploaded.',
    path: { id: uploadIdText },
    answers: {
      200: {
        description: 'Where it lies for a minute 临时地址',
        content: {
          schema: named('UploadContent', uploadContentAnswer),
          example: { url: 'https://files.example/document?sig=1' },
        },
      },
    },
  },
};
