import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import {
  makeDynamoDirectory,
  makeDynamoDirectoryListing,
} from '../../../shared/adapters/aws/dynamo-directory.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeShowDirectoryHandler } from './handler.ts';
import { makeShowDirectory } from './show-directory.ts';

const { provinceUrl, directoryTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
]);
const options = { client: makeDynamoClient(), table: directoryTable };

const showDirectory = makeShowDirectory({
  directory: makeDynamoDirectory(options),
  listing: makeDynamoDirectoryListing(options),
  provinceUrl,
});

/** `GET /v1/departments…`, `GET /v1/licence-types…`. */
export const handler = makeShowDirectoryHandler(showDirectory, { provinceUrl });
