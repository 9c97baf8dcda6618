import { addYears, lastDayOfTerm, readCivilDate } from './civil-date.ts';
import type { CivilDate } from './ids.ts';
import type { ValidityRule } from './licence-type.ts';
import { gather, invalid } from './reading.ts';

/** From which to which day a licence holds, both included; without a last day it is permanent 长期. */
export interface Validity {
  readonly validFrom: CivilDate;
  readonly validUntil?: CivilDate;
}

/** The dates a department gives; what is left out follows from the type's rule. */
export interface GivenDates {
  readonly validFrom?: unknown;
  readonly validUntil?: unknown;
}

/** No licence holds longer: who means 长期 gives no last day, instead of one like 9999-12-31. */
const longestYears = 100;
/** `nbf` counts seconds since 1970 in UTC: earlier days it cannot say. */
const earliestDay = '1970-01-02';

function readFirstDay(rule: ValidityRule, given: GivenDates, issuedOn: CivilDate): CivilDate {
  if (given.validFrom === undefined && rule.rule !== 'from-data') return issuedOn;
  const first = readCivilDate(given.validFrom, '/validFrom');
  const isTooEarly = first < earliestDay || first < addYears(issuedOn, -longestYears);
  if (isTooEarly || first > addYears(issuedOn, longestYears))
    throw invalid('/validFrom', 'too-far');
  return first;
}

function readLastDay(given: GivenDates): CivilDate | undefined {
  return given.validUntil === undefined
    ? undefined
    : readCivilDate(given.validUntil, '/validUntil');
}

function checkLastDay(rule: ValidityRule, first: CivilDate, last: CivilDate): string | undefined {
  if (rule.rule === 'permanent') return 'not-allowed';
  if (rule.rule === 'years') return last === lastDayOfTerm(first, rule.years) ? undefined : 'term';
  if (last < first) return 'before-start';
  return last > addYears(first, longestYears) ? 'too-far' : undefined;
}

/**
 * The validity of a licence by its type's rule. `from-data`: the first day is required, the last
 * optional. `years`: from the day of issue unless a first day is given; a last day given must be the
 * one the rule makes. `permanent`: no last day may be given.
 * @throws Problem `request-invalid` at `/validFrom`, `/validUntil`: `required`, `type`, `date`, `too-far`, `before-start`, `term`, `not-allowed`
 */
export function readValidity(rule: ValidityRule, given: GivenDates, issuedOn: CivilDate): Validity {
  const { validFrom, validUntil } = gather<Validity>({
    validFrom: () => readFirstDay(rule, given, issuedOn),
    validUntil: () => readLastDay(given),
  });
  const fault = validUntil && checkLastDay(rule, validFrom, validUntil);
  if (fault) throw invalid('/validUntil', fault);
  const last = rule.rule === 'years' ? lastDayOfTerm(validFrom, rule.years) : validUntil;
  return last === undefined ? { validFrom } : { validFrom, validUntil: last };
}
