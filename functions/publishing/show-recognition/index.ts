import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeShowRecognitionHandler } from './handler.ts';
import { makeShowRecognition } from './show-recognition.ts';

const { provinceUrl, shelfBucket } = readVariables(process.env, ['provinceUrl', 'shelfBucket']);

/** `GET /v1/recognitions`. */
export const handler = makeShowRecognitionHandler(
  makeShowRecognition({
    shelf: makeS3Shelf({ client: makeS3Client(process.env), bucket: shelfBucket }),
    clock: makeSystemClock(readClockOffset(process.env)),
  }),
  { provinceUrl },
);
