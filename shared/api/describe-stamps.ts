import { named, type Operations } from './operation.ts';
import { sample } from './sample-values.ts';
import { stampAnswer, stampBody } from './stamps.ts';

/** Documents under seals. */
export const stampOperations: Operations = {
  'POST /v1/seals/{id}/stamps': {
    id: 'stampDocument',
    tag: 'seals',
    summary: 'Seals a document of the department',
    description:
      '在本部门的文书上用印：指定页和位置（毫米）、关键字定位或骑缝章；其他文件可另附签名（cades）。\n\n' +
      'A PDF of at most 20 MB, given in the request (4 MB) or uploaded. Seals follow one another without touching what was sealed before. ' +
      'What is encrypted, damaged, does something to its reader, or may not be changed any more is refused. Any other file gets a detached signature. The address holds for five minutes; the same request with the same key gives a new one.',
    keyed: true,
    path: { id: 'Seal id 印章标识.' },
    body: {
      schema: named('StampRequest', stampBody),
      example: {
        document: { upload: 'upload-0123456789abcdefghjkmnpqrs' },
        placements: [{ page: 1, x: 150, y: 240 }, { acrossEdges: true }],
        reason: '准予行政许可决定书（示例）',
      },
    },
    answers: {
      201: {
        description: 'Sealed 已用印',
        content: {
          schema: named('Stamp', stampAnswer),
          example: {
            stampId: 'stamp-0123456789abcdefghjkmnpqrs',
            seal: sample.seal,
            form: 'pades',
            signedAt: sample.issuedAt,
            documentSha256: sample.digest,
            sizeBytes: 201_733,
            sha256: sample.digest,
            url: 'https://files.example/stamped.pdf?sig=1',
            expiresAt: sample.changedAt,
          },
        },
      },
    },
    problems: ['idempotency-in-flight', 'seal-not-enabled', 'seal-unavailable', 'document-unfit'],
  },
};
