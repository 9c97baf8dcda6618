import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeHttpShelf } from '../../../shared/adapters/system/http-shelf.ts';
import { makeHttpUploads } from '../../../shared/adapters/system/http-uploads.ts';
import { makeNodePrimitives } from '../../../shared/adapters/system/node-primitives.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeSignFile } from '../sign-file.ts';
import { makeSignReceiptHandler } from './handler.ts';
import { makeSignReceipt } from './sign-receipt.ts';

const config = readVariables(process.env, [
  'provinceUrl',
  'shelfUrl',
  'directoryTable',
  'receiptSignerKey',
]);
const { provinceUrl, shelfUrl } = config;
const clock = makeSystemClock(readClockOffset(process.env));

/** `POST /v1/receipts`. */
export const handler = makeSignReceiptHandler(
  makeSignReceipt({
    clock,
    directory: makeDynamoDirectory({ client: makeDynamoClient(), table: config.directoryTable }),
    shelf: makeHttpShelf({ clock, provinceUrl, shelfUrl }),
    primitives: makeNodePrimitives(),
    random: systemRandom,
    uploads: makeHttpUploads({ provinceUrl }),
    signFile: makeSignFile(makeKmsSigningKeys(makeKmsClient()), config.receiptSignerKey),
    provinceUrl,
  }),
  { provinceUrl },
);
