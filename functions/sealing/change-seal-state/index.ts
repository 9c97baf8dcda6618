import { makeDynamoDirectory } from '../../../shared/adapters/aws/dynamo-directory.ts';
import {
  makeDynamoSeals,
  makeDynamoSealWriter,
} from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoUnsettledKeys } from '../../../shared/adapters/aws/dynamo-unsettled-keys.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyMaker } from '../../../shared/adapters/aws/kms-key-maker.ts';
import { makeKmsSigningKeys } from '../../../shared/adapters/aws/kms-signing-keys.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { furtherKeyRegions } from '../../../shared/wiring/key-regions.ts';
import { makeWritersClient } from '../../../shared/wiring/writing.ts';
import { makeChangeSealState } from './change-seal-state.ts';
import { makeChangeSealStateHandler } from './handler.ts';
import { makeMakeSeal } from './make-seal.ts';
import { makeSettleKey } from './settle-key.ts';

const { provinceUrl, provinceName, directoryTable, sealsTable, sealingCaKey } = readVariables(
  process.env,
  ['provinceUrl', 'provinceName', 'directoryTable', 'sealsTable', 'sealingCaKey'],
);
const clock = makeSystemClock(readClockOffset(process.env));
const client = makeWritersClient(process.env);
const seals = makeDynamoSeals({ client, table: sealsTable });
const writer = makeDynamoSealWriter({ client, table: sealsTable, clock });
/** One attempt: KMS cannot repeat CreateKey without making a second key. */
const keyMaker = makeKmsKeyMaker({
  client: makeKmsClient({ maxAttempts: 1 }),
  purpose: 'seal',
  further: furtherKeyRegions(process.env),
});

const changeSealState = makeChangeSealState({
  seals,
  writer,
  requests: writer.requests,
  keyMaker,
  makeSeal: makeMakeSeal({
    directory: makeDynamoDirectory({ client, table: directoryTable }),
    keyMaker,
    signingKeys: makeKmsSigningKeys(makeKmsClient()),
    clock,
    sealingCaKey,
    provinceName,
  }),
  settleKey: makeSettleKey({ seals, keyMaker, clock }),
  unsettled: makeDynamoUnsettledKeys({ client, table: sealsTable }),
  clock,
});

/** `POST /v1/seals/{id}/state-changes`. */
export const handler = makeChangeSealStateHandler(changeSealState, { provinceUrl });
