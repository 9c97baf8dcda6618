import { makeDynamoClient } from '../../../shared/adapters/aws/dynamo-client.ts';
import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoLicenceDrafts,
  makeDynamoLicenceDraftWriter,
} from '../../../shared/adapters/aws/dynamo-licence-drafts.ts';
import { makeDynamoNumberSequences } from '../../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoStatusPlaces } from '../../../shared/adapters/aws/dynamo-status-places.ts';
import { makeDynamoTurns } from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyedDigests } from '../../../shared/adapters/aws/kms-keyed-digests.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeItemValidator } from '../../../shared/adapters/system/item-validator.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeNodeSealSignatures } from '../../../shared/adapters/system/node-seal-signatures.ts';
import { systemRandom } from '../../../shared/adapters/system/random.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { readWritingRegions } from '../../../shared/config/writing-regions.ts';
import { makeHttpHandler } from '../../../shared/http/make-http-handler.ts';
import { makeConfirmDraft } from './confirm-draft.ts';
import { makeDecideDraftHandler, maxDecisionBodyBytes } from './handler.ts';
import { makeRejectDraft } from './reject-draft.ts';

const { provinceUrl, regionName, directoryTable, sealsTable, registerTable, macKey } =
  readVariables(process.env, [
    'provinceUrl',
    'regionName',
    'directoryTable',
    'sealsTable',
    'registerTable',
    'macKey',
  ]);
const writing = readWritingRegions(process.env, regionName);
const log = makeMeasuredLog(provinceUrl);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeDynamoClient();
const register = { client, table: registerTable };
const digests = makeKmsKeyedDigests({ client: makeKmsClient(), keyId: macKey });

const records = makeDynamoIdempotencyRecords(register);
const drafts = { ...makeDynamoLicenceDrafts(register), ...makeDynamoLicenceDraftWriter(register) };

const reject = makeRejectDraft({ clock, records, drafts });
const confirm = makeConfirmDraft({
  drafts,
  provinceUrl,
  clock,
  random: systemRandom,
  log,
  directory: makeDynamoDirectory({ client, table: directoryTable }),
  seals: makeDynamoSeals({ client, table: sealsTable }),
  validator: makeItemValidator(),
  register: makeDynamoRegister({
    ...register,
    turns: makeDynamoTurns({ ...writing, clock }),
    journal: writing.regions[0],
  }),
  reader: makeDynamoRegisterReader(register),
  records,
  places: makeDynamoStatusPlaces({ ...register, region: regionName, digests, clock }),
  sequences: makeDynamoNumberSequences(register),
  digests,
  signatures: makeNodeSealSignatures(),
  // one attempt: the client would repeat a lost signing that no record knows of
  keys: makeKmsSigningKeys(makeKmsClient({ maxAttempts: 1 })),
});

/** `POST /v1/licence-drafts/{id}/confirmations` and `/rejections` */
export const handler = makeHttpHandler(makeDecideDraftHandler({ confirm, reject }), {
  maxBodyBytes: maxDecisionBodyBytes,
  provinceUrl,
});
