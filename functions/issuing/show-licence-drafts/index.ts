import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import { makeDynamoLicenceDrafts } from '../../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoRegisterReader } from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeItemValidator } from '../../../shared/adapters/system/item-validator.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeShowLicenceDraftsHandler } from './handler.ts';
import { makeListLicenceDrafts } from './list-licence-drafts.ts';
import { makeShowLicenceDraft } from './show-licence-draft.ts';

const { provinceUrl, directoryTable, sealsTable, registerTable } = readVariables(process.env, [
  'provinceUrl',
  'directoryTable',
  'sealsTable',
  'registerTable',
]);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const drafts = makeDynamoLicenceDrafts({ client, table: registerTable });

const show = makeShowLicenceDraft({
  clock,
  drafts,
  reader: makeDynamoRegisterReader({ client, table: registerTable }),
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  validator: makeItemValidator(),
});
const list = makeListLicenceDrafts({ clock, drafts });

/** `GET /v1/licence-drafts` and `GET /v1/licence-drafts/{id}` */
export const handler = makeHttpHandler(makeShowLicenceDraftsHandler({ list, show }), {
  provinceUrl,
});
