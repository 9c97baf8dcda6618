import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStamps } from '../../../shared/adapters/aws/dynamo-stamps.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client, makeS3Signer } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore } from '../../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../../shared/adapters/documents/chinese-font.ts';
import { libpdfTextFinder } from '../../../shared/adapters/documents/libpdf-text-finder.ts';
import { makePdfSealPictures } from '../../../shared/adapters/documents/pdf-seal-pictures.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { inflate } from '../../../shared/adapters/system/node-primitives.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../../shared/config/variables.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeStampDocumentHandler } from './handler.ts';
import { makeStampDocument } from './stamp-document.ts';

const { provinceUrl, sealsTable, directoryTable, filesBucket, fontFile } = readVariables(
  process.env,
  ['provinceUrl', 'sealsTable', 'directoryTable', 'filesBucket', 'fontFile'],
);
const log = makeMeasuredLog(provinceUrl);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);

const stampDocument = makeStampDocument({
  stamps: makeDynamoStamps({ client, table: sealsTable, clock }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  files: makeS3FileStore({
    client: makeS3Client(process.env),
    signer: makeS3Signer(process.env, readFilesUrl(process.env)),
    bucket: filesBucket,
    clock,
  }),
  pictures: makePdfSealPictures(makeChineseFont(fontFile)),
  finder: libpdfTextFinder,
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
  signatures: makeNodeSealSignatures(),
  inflate,
  clock,
  random: systemRandom,
  log,
});

/** `POST /v1/seals/{id}/stamps` */
export const handler = makeStampDocumentHandler(stampDocument, { provinceUrl, log });
