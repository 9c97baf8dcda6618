import { Problem } from '../problem/problem.ts';
import { toWholePattern } from './bounded-pattern.ts';
import { containsCitizenNumber, toPlainForm } from './citizen-number.ts';
import { isPersonCodeType } from './holder-code.ts';
import { toHybridCheck } from './hybrid-check.ts';
import type { Holder } from './licence.ts';
import type { LicenceType, NumberRule } from './licence-type.ts';
import { type NumberPart, toNumberParts } from './number-pattern.ts';
import { invalid, pointerTo, readText } from './reading.ts';

/** Longest licence number 证照编号, in characters. */
export const maxNumberLength = 64;

/** A rule that makes numbers from a pattern. */
export type PatternRule = Extract<NumberRule, { rule: 'pattern' }>;

/** What a number is made from, beside the sequence. Items have been checked before. */
export interface NumberSource {
  /** The department's division code, 6 digits. */
  readonly division: string;
  readonly items: Readonly<Record<string, unknown>>;
  readonly holders: readonly Holder[];
}

/**
 * A number that the department gives.
 * @throws Problem `request-invalid`: `required`, `type`, text faults, `pattern`
 */
export function readGivenNumber(
  rule: Extract<NumberRule, { rule: 'given' }>,
  value: unknown,
  pointer = '/number',
): string {
  const number = readText(value, pointer, maxNumberLength);
  if (rule.matches !== undefined && !new RegExp(toWholePattern(rule.matches), 'u').test(number))
    throw invalid(pointer, 'pattern');
  return number;
}

/** Patterns that have been taken apart, by their rule: a type is kept for many licences. */
const known = new WeakMap<PatternRule, readonly NumberPart[]>();

function partsOf(rule: PatternRule): readonly NumberPart[] {
  const parts = known.get(rule) ?? toNumberParts(rule.pattern);
  if (!parts) throw new Error('a stored number pattern is not well formed');
  known.set(rule, parts);
  return parts;
}

function toMapped(rule: PatternRule, token: string, source: NumberSource): string {
  const definition = rule.tokens[token];
  if (!definition) throw new Error('a stored number pattern names an unknown token');
  const value = source.items[definition.item];
  const known = typeof value === 'string' && Object.hasOwn(definition.map, value);
  const mapped = known ? definition.map[value] : undefined;
  if (mapped === undefined) throw invalid(pointerTo('/items', definition.item), 'enum');
  return mapped;
}

function onlyHolderCode(holders: readonly Holder[]): string {
  const [holder, ...others] = holders;
  if (!holder) throw invalid('/holders', 'required');
  if (others.length > 0) throw invalid('/holders', 'too-many');
  return holder.code;
}

function toSequence(sequence: number | undefined, width: number): string {
  if (sequence === undefined) throw new Error('this number pattern needs a sequence');
  const digits = String(sequence);
  if (digits.length > width)
    throw new Problem('state-conflict', { reason: 'number-sequence-exhausted' });
  return digits.padStart(width, '0');
}

/** The check digit over the digits of a text; other characters do not count. @see GB/T 17710 (ISO 7064 MOD 11,10) */
export function toNumberCheck(text: string): string {
  const digits: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit >= 0 && digit <= 9) digits.push(digit);
  }
  return String(toHybridCheck(digits, 10));
}

/**
 * What a type's sequence is counted by: type code, division and the mapped items in the order of the
 * pattern; `undefined` when the pattern has no sequence. The key of a durable counter.
 * @throws Problem `request-invalid` when an item has no mapped value
 */
export function sequenceScope(
  type: LicenceType,
  rule: PatternRule,
  source: NumberSource,
): string | undefined {
  const parts = partsOf(rule);
  if (!parts.some((one) => one.part === 'sequence')) return undefined;
  const mapped = parts.flatMap((one) =>
    one.part === 'item' ? [toMapped(rule, one.token, source)] : [],
  );
  return [type.code, source.division, ...mapped].join('#');
}

/**
 * The number that a pattern makes.
 * @param sequence 1 or more, from the counter named by `sequenceScope`; only where the pattern has one
 * @throws Problem `request-invalid` when an item has no mapped value or there is not one holder,
 * `state-conflict` (reason `number-sequence-exhausted`) when the sequence is longer than its width
 */
export function toNumber(rule: PatternRule, source: NumberSource, sequence?: number): string {
  const write = (one: NumberPart, before: string): string => {
    if (one.part === 'literal') return one.text;
    if (one.part === 'division') return source.division;
    if (one.part === 'sequence') return toSequence(sequence, one.width);
    if (one.part === 'check') return toNumberCheck(before);
    if (one.part === 'holderCode') return onlyHolderCode(source.holders);
    return toMapped(rule, one.token, source);
  };
  return partsOf(rule).reduce((before, one) => before + write(one, before), '');
}

/**
 * Is the number personal: does the rule say so, or does it contain a natural person's code or any
 * citizen number? Such a number is disclosed selectively and stands in no path, log or printed code.
 */
export function isPersonalNumber(
  rule: NumberRule,
  number: string,
  holders: readonly Holder[],
): boolean {
  if (rule.personal || containsCitizenNumber(number)) return true;
  const plain = toPlainForm(number);
  return holders.some(
    ({ codeType, code }) => isPersonCodeType(codeType) && plain.includes(toPlainForm(code)),
  );
}
