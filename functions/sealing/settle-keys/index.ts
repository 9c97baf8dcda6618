import { makeDynamoSeals } from '../../../shared/adapters/aws/dynamo-seals.ts';
import { makeDynamoUnsettledKeys } from '../../../shared/adapters/aws/dynamo-unsettled-keys.ts';
import { makeKmsClient } from '../../../shared/adapters/aws/kms-client.ts';
import { makeKmsKeyMaker } from '../../../shared/adapters/aws/kms-key-maker.ts';
import { makeMeasuredLog } from '../../../shared/adapters/system/measured-log.ts';
import { makeSystemClock } from '../../../shared/adapters/system/system-clock.ts';
import { readClockOffset, readVariables } from '../../../shared/config/variables.ts';
import { furtherKeyRegions } from '../../../shared/wiring/key-regions.ts';
import { makeWritersClient, whenWriting } from '../../../shared/wiring/writing.ts';
import { makeSettleKey } from '../change-seal-state/settle-key.ts';
import { makeSettleKeysHandler } from './handler.ts';
import { makeSettleKeys } from './settle-keys.ts';

const { provinceUrl, sealsTable } = readVariables(process.env, ['provinceUrl', 'sealsTable']);
const log = makeMeasuredLog(provinceUrl);
const table = { client: makeWritersClient(process.env), table: sealsTable };
const clock = makeSystemClock(readClockOffset(process.env));

const settleKeys = makeSettleKeys({
  clock,
  unsettled: makeDynamoUnsettledKeys(table),
  settleKey: makeSettleKey({
    seals: makeDynamoSeals(table),
    clock,
    keyMaker: makeKmsKeyMaker({
      client: makeKmsClient(),
      purpose: 'seal',
      further: furtherKeyRegions(process.env),
    }),
  }),
  log,
});

/** On the clock. */
export const handler = whenWriting(process.env, makeSettleKeysHandler(settleKeys, log));
