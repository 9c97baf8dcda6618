import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoShelfArchive } from '../../../shared/adapters/aws/dynamo-shelf-archive.ts';
import { makeS3Client } from '../../../shared/adapters/aws/s3-client.ts';
import { makeS3Shelf } from '../../../shared/adapters/aws/s3-shelf.ts';
import { makeS3ShelfListing } from '../../../shared/adapters/aws/s3-shelf-listing.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeServeShelf } from './handler.ts';
import { makeFindPublicFile } from './serve-shelf.ts';

const config = readVariables(process.env, ['provinceUrl', 'shelfTable', 'shelfBucket']);
const { provinceUrl } = config;
const objects = { client: makeS3Client(process.env), bucket: config.shelfBucket };

const find = makeFindPublicFile({
  shelf: makeS3Shelf(objects),
  archive: makeDynamoShelfArchive({ client: makeDynamoClient(), table: config.shelfTable }),
  listing: makeS3ShelfListing(objects),
  provinceUrl,
});

export const handler = makeHttpHandler(makeServeShelf(find), { provinceUrl });
