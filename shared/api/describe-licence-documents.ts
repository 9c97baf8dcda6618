import { licenceDocumentAnswer } from './licence-documents.ts';
import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';

const document = {
  licenceId: sample.licenceId,
  identifier: sample.identifier,
  version: 1,
  seal: sample.seal,
  signedAt: sample.issuedAt,
  sizeBytes: 118_402,
  sha256: sample.digest,
  url: 'https://files.example/face.pdf?sig=1',
  expiresAt: sample.changedAt,
};
const problems = ['state-conflict', 'seal-not-enabled', 'seal-unavailable'] as const;
const answers = {
  200: {
    description: 'Where the document lies 文件地址',
    content: { schema: named('LicenceDocument', licenceDocumentAnswer), example: document },
  },
};

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
    answers,
    problems,
  },
  'GET /v1/me/licences/{id}/document': {
    id: 'makeOwnFace',
    tag: 'holders',
    summary:
      "Gives the face of one of the holder's own licences: a PDF under its department's seal",
    description:
      '持证主体取得自己证照的样式文件（PDF）。\n\nThe same document that the department gets; made when it is first asked for, for a valid licence only. The address holds for five minutes.',
    path: { id: 'Licence id 证照编码.' },
    answers,
    problems,
  },
  'GET /v1/retrievals/{id}/annotated-copies/{licenceId}': {
    id: 'annotateCopy',
    tag: 'retrievals',
    summary: 'Gives the annotated copy of a licence that was retrieved: a PDF, marked and sealed',
    description:
      '取得加注件：只含已授权照面项，加注取用单位、用途、有效期与编号，并由发证机关盖章。\n\nWhere the holder wants copies marked: the face with the authorised items and no others, marked all over with who retrieved it, what for, until when, and the number of the retrieval; what was retrieved goes along as its attachment. For whoever retrieved it, for ten minutes and as long as the holder does not withdraw; asked again, the same. Types whose face the department brings have none.',
    path: { id: 'Retrieval id.', licenceId: 'Licence id 证照编码.' },
    answers,
    problems,
  },
};
