import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
} from '../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoFaces } from '../../shared/adapters/aws/dynamo-faces.ts';
import { makeDynamoRegisterReader } from '../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../shared/adapters/aws/dynamo-seals.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../shared/adapters/aws/kms-signing-keys.ts';
import { makeS3Client, makeS3Signer } from '../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore } from '../../shared/adapters/aws/s3-file-store.ts';
import { makeChineseFont } from '../../shared/adapters/documents/chinese-font.ts';
import { makePdfFaceDrawer } from '../../shared/adapters/documents/pdf-face-drawer.ts';
import { makePdfSealPictures } from '../../shared/adapters/documents/pdf-seal-pictures.ts';
import { makeMeasuredLog } from '../../shared/adapters/system/measured-log.ts';
import { inflate } from '../../shared/adapters/system/node-primitives.ts';
import { makeNodeSealSignatures } from '../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../shared/config/variables.ts';
import { makeWritersClient } from '../../shared/wiring/writing.ts';
import type { Environment } from './wire-register.ts';

/** All that drawing and signing faces needs; nothing of it writes the register but records of faces. */
export function wireFaces(environment: Environment) {
  const variables = readVariables(environment, [
    'provinceUrl',
    'registerTable',
    'sealsTable',
    'directoryTable',
    'filesBucket',
    'fontFile',
  ]);
  const { provinceUrl } = variables;
  const client = makeWritersClient(environment);
  const table = { client, table: variables.registerTable };
  const directory = { client, table: variables.directoryTable };
  const font = makeChineseFont(variables.fontFile);
  const clock = makeSystemClock(readClockOffset(environment));
  const files = {
    client: makeS3Client(environment),
    signer: makeS3Signer(environment, readFilesUrl(environment)),
    bucket: variables.filesBucket,
  };
  const ports = {
    provinceUrl,
    reader: makeDynamoRegisterReader(table),
    faces: makeDynamoFaces(table),
    seals: makeDynamoSeals({ client, table: variables.sealsTable }),
    directory: makeDynamoDirectory(directory),
    types: makeDynamoDirectoryListing(directory),
    files: makeS3FileStore({ ...files, clock }),
    drawer: makePdfFaceDrawer(font),
    pictures: makePdfSealPictures(font),
    // one attempt: the client would repeat a lost signing that no record knows of
    keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
    signatures: makeNodeSealSignatures(),
    inflate,
    clock,
    random: systemRandom,
    log: makeMeasuredLog(provinceUrl),
  };
  return { ports, table };
}
