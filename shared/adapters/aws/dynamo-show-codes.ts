import type { Moment } from '../../domain/ids.ts';
import type { CodeKeeping, ShowCodeWriter } from '../../ports/show-codes.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import type { HoldingTable } from './dynamo-holding-table.ts';
import { checkDelegation, leaveHolds, leaveNames } from './dynamo-leave-conditions.ts';
import { text, whole } from './dynamo-register-keys.ts';
import { putKey, putNew } from './dynamo-register-steps.ts';
import { toShowCodeItem } from './dynamo-show-code-items.ts';

/** A finder may be forgotten soon after; readers check. */
const keptSeconds = 86_400;

/** What a code is found by: it leads to the authorisation and to the code, and says nothing. */
function toFinderItem({ code, finder }: CodeKeeping) {
  const key =
    'mac' in finder
      ? holdingKeys.code(finder.mac)
      : holdingKeys.spoken(finder.counter, finder.digits);
  return {
    ...key,
    kind: text('code-finder'),
    authorisation: text(code.authorisation),
    showCode: text(code.id),
    expiresAt: whole(code.expiresAt),
    deleteAfterSeconds: whole(Math.floor(code.expiresAt / 1000) + keptSeconds),
  };
}

/** The leave holds (at 0), the delegation stands (at 1), the finder (at 2), the code. */
function toKeepingItems(table: HoldingTable, keeping: CodeKeeping, now: Moment) {
  const { code, finder, authorisation } = keeping;
  const secret = 'mac' in finder ? undefined : finder.secretMac;
  return [
    {
      ConditionCheck: {
        TableName: table.table,
        Key: holdingKeys.authorisation(authorisation.id),
        ConditionExpression: leaveHolds,
        ExpressionAttributeNames: leaveNames,
        ExpressionAttributeValues: { ':now': whole(now) },
      },
    },
    checkDelegation(table, authorisation, now),
    putKey(table, toFinderItem(keeping), now),
    putNew(table, toShowCodeItem(code, secret)),
  ];
}

/** Show codes in the holding zone's table. */
export function makeDynamoShowCodeWriter(table: HoldingTable): ShowCodeWriter {
  return {
    async keep(keeping) {
      const { code, key, answer } = keeping;
      const items = toKeepingItems(table, keeping, code.madeAt);
      const outcome = await table.writeKeyed({ key, answer, at: code.madeAt, items });
      if (outcome === 'landed') return 'kept';
      if (outcome === 'key-used') return 'key-used';
      return outcome.refusedAt.some((at) => at < 2) ? 'not-active' : 'taken';
    },
  };
}
