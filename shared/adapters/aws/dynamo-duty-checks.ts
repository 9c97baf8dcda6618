import { randomUUID } from 'node:crypto';
import { civilDateOf } from '../../domain/civil-date.ts';
import { type DutyKey, dutyMemory } from '../../domain/duty.ts';
import { keyExpiresAt } from '../../domain/repeated-request.ts';
import type { DutyCheck, DutyCheckKeeping, DutyChecks } from '../../ports/duty-checks.ts';
import type { IdempotencyKey } from '../../ports/idempotency.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import {
  countOne,
  type HoldingTable,
  readBodyOf,
  readNumberOf,
  toBodyItem,
} from './dynamo-holding-table.ts';
import { isRemembered, keepFirstAnswer, readKeptAnswer } from './dynamo-kept-answers.ts';
import { text, whole } from './dynamo-register-keys.ts';
import { put, putKey } from './dynamo-register-steps.ts';
import { putUses } from './dynamo-uses.ts';

const daySeconds = 86_400;
/** A check is remembered for as long as its key; readers check, and DynamoDB deletes later. */
const keptSeconds = 8 * daySeconds;
/** Counts are compared with for a week. */
const countedSeconds = 10 * daySeconds;
/** Counted always, limited by nothing. */
const unlimited = Number.MAX_SAFE_INTEGER;

const keyOf = ({ client, keyDigest }: IdempotencyKey) => holdingKeys.dutyCheck(client, keyDigest);
const toText = ({ department, type, itemCode }: DutyKey) => `${department}#${type}#${itemCode}`;
const askedUnder = (duty: DutyKey, subject: string) =>
  holdingKeys.asked(`duty#${toText(duty)}`, subject);
const newsOf = (duty: DutyKey, day: string) =>
  holdingKeys.count(`duty-check-news#${toText(duty)}`, day);

/** The check's own record (at 0), the day's count (at 1), what it looked up, whom it concerns. */
function toKeepingItems(table: HoldingTable, keeping: DutyCheckKeeping, token: string) {
  const { check, duty, subject, isNew, concerned } = keeping;
  const { at } = check.use;
  const today = civilDateOf(at);
  const seconds = Math.floor(at / 1000);
  const limit = { forgetAtSeconds: seconds + countedSeconds };
  const counted = holdingKeys.count(`duty-checks#${toText(check.duty)}`, today);
  const until = at + dutyMemory;
  const asked = {
    ...askedUnder(check.duty, subject),
    ...{ kind: text('asked'), until: whole(until) },
    deleteAfterSeconds: whole(Math.floor(until / 1000) + daySeconds),
  };
  const record = toBodyItem(keyOf(check), 'duty-check', {
    ...{ body: check, token: text(token) },
    ...{ expiresAt: whole(keyExpiresAt(at)), deleteAfterSeconds: whole(seconds + keptSeconds) },
  });
  return [
    putKey(table, record, at),
    countOne(table, counted, { ...limit, most: duty.checksPerDay }),
    put(table, asked),
    ...(isNew ? [countOne(table, newsOf(check.duty, today), { ...limit, most: unlimited })] : []),
    ...putUses(table, check.use, concerned),
  ];
}

/** Checks by duty in the holding zone's table. */
export function makeDynamoDutyChecks(table: HoldingTable): DutyChecks {
  return {
    async find(key, now) {
      const item = await table.find(keyOf(key));
      if (item === undefined || !isRemembered(item, now)) return undefined;
      const answer = readKeptAnswer(item);
      return { ...readBodyOf<DutyCheck>(item), ...(answer === undefined ? {} : { answer }) };
    },
    async wasLookedUp(duty, subject, now) {
      const item = await table.find(askedUnder(duty, subject));
      return item !== undefined && (readNumberOf(item, 'until') ?? 0) > now;
    },
    async keep(keeping) {
      const token = randomUUID();
      const items = toKeepingItems(table, keeping, token);
      const outcome = await table.write(items, { key: keyOf(keeping.check), token });
      if (outcome === 'landed') return 'kept';
      if (outcome.refusedAt.includes(0)) return 'key-used';
      if (outcome.refusedAt.includes(1)) return 'too-many';
      throw new Error('a new duty check id is taken already');
    },
    keepAnswer: (key, answer) => keepFirstAnswer(table, keyOf(key), answer),
    async countNew(duty, days) {
      const items = await table.gather(days.map((day) => newsOf(duty, day)));
      return items.map((item) => (item && readNumberOf(item, 'taken')) ?? 0);
    },
  };
}
