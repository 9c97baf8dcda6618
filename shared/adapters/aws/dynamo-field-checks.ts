import { civilDateOf } from '../../domain/civil-date.ts';
import { fieldCheckLimits, fieldCheckMemory } from '../../domain/field-check.ts';
import type { HolderDigest } from '../../domain/ids.ts';
import type { FieldCheck, FieldCheckLimit, FieldChecks } from '../../ports/field-checks.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { countSome, type HoldingTable, readNumberOf } from './dynamo-holding-table.ts';
import { text, whole } from './dynamo-register-keys.ts';
import { put } from './dynamo-register-steps.ts';
import { putUses } from './dynamo-uses.ts';

const daySeconds = 86_400;

/** Remembers what was asked about, so that it is not new the next time. */
function remember(table: HoldingTable, { whose, subject, use }: FieldCheck) {
  const until = use.at + fieldCheckMemory;
  return put(table, {
    ...holdingKeys.asked(whose, subject),
    kind: text('asked'),
    until: whole(until),
    deleteAfterSeconds: whole(Math.floor(until / 1000) + daySeconds),
  });
}

/** The counts of a check, in the order of `limits`: none of them is written when one is reached. */
function countCheck(table: HoldingTable, { whose, subject, isNew, matched, use }: FieldCheck) {
  const today = civilDateOf(use.at);
  const forgetAtSeconds = Math.floor(use.at / 1000) + 2 * daySeconds;
  const count = (of: string, some: number, most: number) =>
    countSome(table, holdingKeys.count(of, today), { some, most, forgetAtSeconds });
  const missed = matched ? 0 : 1;
  const { checks, newLicences, misses, missesOfOne } = fieldCheckLimits;
  return [
    count(`field-checks#${whose}`, 1, checks),
    count(`field-check-misses#${whose}`, missed, misses),
    count(`field-check-misses#${whose}#${subject}`, missed, missesOfOne),
    ...(isNew ? [count(`field-check-news#${whose}`, 1, newLicences)] : []),
  ];
}

const limits: readonly FieldCheckLimit[] = ['checks', 'misses', 'misses', 'new-licences'];

/** Field checks in the holding zone's table. */
export function makeDynamoFieldChecks(table: HoldingTable): FieldChecks {
  return {
    async wasAsked({ whose, subject }, now) {
      const item = await table.find(holdingKeys.asked(whose, subject));
      return item !== undefined && (readNumberOf(item, 'until') ?? 0) > now;
    },
    async keep({ check, key, answer }) {
      const nobody = 'none' as HolderDigest;
      const whole = check.concerned.length === 0 ? [nobody] : check.concerned;
      const items = [
        ...countCheck(table, check),
        remember(table, check),
        ...putUses(table, check.use, { whole }),
      ];
      const outcome = await table.writeKeyed({ key, answer, at: check.use.at, items });
      if (outcome === 'landed') return 'kept';
      if (outcome === 'key-used') return 'key-used';
      const reached = limits.find((_, place) => outcome.refusedAt.includes(place));
      if (reached === undefined) throw new Error('a new field check id is taken already');
      return { reached };
    },
  };
}
