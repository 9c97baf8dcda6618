import { licenceDocumentAnswer } from './licence-documents.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

/** Licences as documents. */
export const licenceDocumentOperations: Operations = {
  'GET /v1/licences/{id}/document': {
    id: 'makeFace',
    tag: 'licences',
    summary: 'Gives the face of a licence: a PDF under the seal of its department',
    description:
      '取得证照样式文件（PDF，带电子印章和二维码）。首次取得时制作；只为有效的证照制作。\n\n' +
      'Made when it is first asked for, signed (PAdES) with the seal that the licence was issued under, or the present one of the department. Made for a valid licence only; what was made before stays to be had. The address holds for five minutes.',
    path: { id: 'Licence id 证照编码.' },
    answers: {
      200: {
        description: 'Where the document lies 文件地址',
        content: {
          schema: named('LicenceDocument', licenceDocumentAnswer),
          example: {
            licenceId: sample.licenceId,
            identifier: sample.identifier,
            version: 1,
            seal: sample.seal,
            signedAt: sample.issuedAt,
            sizeBytes: 118_402,
            sha256: sample.digest,
            url: 'https://files.example/face.pdf?sig=1',
            expiresAt: sample.changedAt,
          },
        },
      },
    },
    problems: ['state-conflict', 'seal-not-enabled', 'seal-unavailable'],
  },
};
