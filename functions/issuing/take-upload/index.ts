import { makeDynamoIdempotencyRecords } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoUploads } from '../../../shared/adapters/aws/dynamo-uploads.ts';
import { makeS3Client, makeS3Signer } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore, makeS3PartStore } from '../../../shared/adapters/aws/s3-file-store.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeTakeUploadHandler, maxUploadBodyBytes } from './handler.ts';
import { makeCompleteUpload, makeOpenUpload } from './take-upload.ts';

const { provinceUrl, registerTable, filesBucket } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'filesBucket',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const register = { client: makeWritersClient(process.env), table: registerTable };
const store = {
  client: makeS3Client(process.env),
  signer: makeS3Signer(process.env, readFilesUrl(process.env)),
  bucket: filesBucket,
  clock,
};

const ports = {
  uploads: makeDynamoUploads(register),
  parts: makeS3PartStore(store),
  files: makeS3FileStore(store),
  records: makeDynamoIdempotencyRecords(register),
  clock,
  random: systemRandom,
};

/** `POST /v1/uploads` and `POST /v1/uploads/{id}/completions` */
export const handler = makeHttpHandler(
  makeTakeUploadHandler({ open: makeOpenUpload(ports), complete: makeCompleteUpload(ports) }),
  { maxBodyBytes: maxUploadBodyBytes, provinceUrl },
);
