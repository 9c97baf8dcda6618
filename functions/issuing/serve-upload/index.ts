import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoUploads } from '../../../shared/adapters/aws/dynamo-uploads.ts';
import { makeS3Client, makeS3Signer } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3FileStore } from '../../../shared/adapters/aws/s3-file-store.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readFilesUrl, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeServeUploadHandler } from './handler.ts';
import { makeServeUpload } from './serve-upload.ts';

const { provinceUrl, registerTable, filesBucket } = readVariables(process.env, [
  'provinceUrl',
  'registerTable',
  'filesBucket',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const files = makeS3FileStore({
  client: makeS3Client(process.env),
  signer: makeS3Signer(process.env, readFilesUrl(process.env)),
  bucket: filesBucket,
  clock,
});
const uploads = makeDynamoUploads({ client: makeDynamoClient(), table: registerTable });

/** `GET /v1/uploads/{id}/content` */
export const handler = makeHttpHandler(
  makeServeUploadHandler(makeServeUpload({ uploads, files, clock })),
  { provinceUrl },
);
