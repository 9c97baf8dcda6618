import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeServeShelf } from './handler.ts';
import { makeFindPublicFile } from './serve-shelf.ts';

const config = readVariables(process.env, ['provinceUrl', 'shelfBucket']);
const shelf = makeS3Shelf({ client: makeS3Client(process.env), bucket: config.shelfBucket });

export const handler = makeHttpHandler(makeServeShelf(makeFindPublicFile(shelf)), {
  provinceUrl: config.provinceUrl,
});
