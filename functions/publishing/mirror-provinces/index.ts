import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoMirrorMarks } from '../../../shared/adapters/aws/dynamo-mirror-marks.ts';
import { makeDynamoShelfArchive } from '../../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeHttpForeignFiles } from '../../../shared/adapters/system/http-foreign-files.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import {
  readClockOffset,
  readForeignNetwork,
  readVariables,
} from '../../../shared/config/variables.ts';
import { makeWritersClient, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeMirrorProvincesHandler } from './handler.ts';
import { makeMirrorProvinces } from './mirror-provinces.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'shelfTable',
  'shelfBucket',
]);
const client = makeWritersClient(process.env);

export const handler = whenWriting(
  process.env,
  makeMirrorProvincesHandler(
    makeMirrorProvinces({
      clock: makeSystemClock(readClockOffset(process.env)),
      directory: makeDynamoDirectory({ client, table: config.directoryTable }),
      foreignFiles: makeHttpForeignFiles({ network: readForeignNetwork(process.env) }),
      marks: makeDynamoMirrorMarks({ client, table: config.shelfTable }),
      shelf: makeS3Shelf({ client: makeS3Client(process.env), bucket: config.shelfBucket }),
      archive: makeDynamoShelfArchive({ client, table: config.shelfTable }),
      primitives: makeNodePrimitives(),
      log: makeMeasuredLog(config.provinceUrl),
    }),
  ),
);
