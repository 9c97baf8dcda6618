import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
} from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFaces } from '../../../shared/adapters/aws/dynamo-faces.ts';
import { makeDynamoRegisterReader } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client, makeS3Signer } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore } from '../../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../../shared/adapters/documents/chinese-font.ts';
import { makePdfFaceDrawer } from '../../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../../shared/adapters/documents/pdf-seal-pictures.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { inflate } from '../../../shared/adapters/system/node-primitives.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeMakeFaceHandler } from './handler.ts';
import { makeMakeFace } from './make-face.ts';

const { provinceUrl, registerTable, sealsTable, directoryTable, filesBucket, fontFile } =
  readVariables(process.env, [
    'provinceUrl',
    'registerTable',
    'sealsTable',
    'directoryTable',
    'filesBucket',
    'fontFile',
  ]);
const log = makeMeasuredLog(provinceUrl);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const register = { client, table: registerTable };
const directory = { client, table: directoryTable };
const font = makeChineseFont(fontFile);

const makeFace = makeMakeFace({
  provinceUrl,
  reader: makeDynamoRegisterReader(register),
  faces: makeDynamoFaces(register),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  directory: makeDynamoDirectory(directory),
  types: makeDynamoDirectoryListing(directory),
  files: makeS3FileStore({
    client: makeS3Client(process.env),
    signer: makeS3Signer(process.env, readFilesUrl(process.env)),
    bucket: filesBucket,
    clock,
  }),
  drawer: makePdfFaceDrawer(font),
  pictures: makePdfSealPictures(font),
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
  signatures: makeNodeSealSignatures(),
  inflate,
  clock,
  random: systemRandom,
  log,
});

/** `GET /v1/licences/{id}/document` */
export const handler = makeHttpHandler(makeMakeFaceHandler(makeFace), { provinceUrl, log });
