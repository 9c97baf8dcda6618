import { readBoundedPattern } from './bounded-pattern.ts';
import { isPersonCodeType } from './holder-code.ts';
import type { HolderCodeType, ItemDefinition, ItemToken, NumberRule } from './licence-type.ts';
import { builtInTokens, type NumberPart, toNumberParts } from './number-pattern.ts';
import {
  gather,
  invalid,
  pointerTo,
  readBoolean,
  readObject,
  readOneOf,
  readString,
  readText,
  type UnreadObject,
} from './reading.ts';

/** What of a type its number rule is checked against. */
export interface NumberContext {
  readonly items: readonly ItemDefinition[];
  readonly holderCodeTypes: readonly HolderCodeType[];
  readonly maxHolders: number;
}

const maxPatternLength = 120;
const mappedText = /^[0-9A-Z]{1,8}$/;

function readPersonal(source: UnreadObject, pointer: string): boolean {
  return source['personal'] === undefined
    ? false
    : readBoolean(source['personal'], `${pointer}/personal`);
}

function readGiven(value: unknown, pointer: string): NumberRule {
  const source = readObject(value, pointer, ['rule', 'pattern', 'personal']);
  return gather<Extract<NumberRule, { rule: 'given' }>>({
    rule: () => 'given',
    matches: () =>
      source['pattern'] === undefined
        ? undefined
        : readBoundedPattern(source['pattern'], `${pointer}/pattern`),
    personal: () => readPersonal(source, pointer),
  });
}

function readMapped(value: unknown, pointer: string): string {
  const text = readString(value, pointer);
  if (!mappedText.test(text)) throw invalid(pointer, 'character');
  return text;
}

function readMap(
  value: unknown,
  pointer: string,
  values: readonly string[],
): Readonly<Record<string, string>> {
  const source = readObject(value, pointer, values);
  return gather<Record<string, string>>(
    Object.fromEntries(
      values.map((one) => [
        one,
        () =>
          readMapped(Object.hasOwn(source, one) ? source[one] : undefined, pointerTo(pointer, one)),
      ]),
    ),
  );
}

function readToken(value: unknown, pointer: string, items: readonly ItemDefinition[]): ItemToken {
  const source = readObject(value, pointer, ['item', 'map']);
  const code = readString(source['item'], `${pointer}/item`);
  const item = items.find((one) => one.code === code);
  if (item?.kind !== 'enum' || !item.required) throw invalid(`${pointer}/item`, 'unknown-item');
  return { item: code, map: readMap(source['map'], `${pointer}/map`, item.values) };
}

/** Tokens of a pattern. A text under a built-in token's name is a remark for readers and is not kept. */
function readTokens(
  value: unknown,
  pointer: string,
  items: readonly ItemDefinition[],
): Readonly<Record<string, ItemToken>> {
  if (value === undefined) return {};
  const builtIn: readonly string[] = builtInTokens;
  const named = Object.entries(readObject(value, pointer)).filter(
    ([name, token]) => !(builtIn.includes(name) && typeof token === 'string'),
  );
  return gather<Record<string, ItemToken>>(
    Object.fromEntries(
      named.map(([name, token]) => {
        const place = pointerTo(pointer, name);
        return [
          name,
          () => {
            if (builtIn.includes(name)) throw invalid(place, 'not-allowed');
            return readToken(token, place, items);
          },
        ];
      }),
    ),
  );
}

function readParts(value: unknown, pointer: string): readonly NumberPart[] {
  const parts = toNumberParts(readText(value, pointer, maxPatternLength));
  if (!parts) throw invalid(pointer, 'pattern');
  return parts;
}

/** Why these pieces cannot make a type's numbers: at most one sequence and check, something that differs. */
function checkParts(parts: readonly NumberPart[], context: NumberContext): string | undefined {
  const count = (name: NumberPart['part']) => parts.filter((one) => one.part === name).length;
  if (count('sequence') > 1 || count('check') > 1) return 'duplicate';
  if (count('sequence') + count('holderCode') === 0) return 'not-unique';
  if (parts[0]?.part === 'check') return 'pattern';
  return count('holderCode') > 0 && context.maxHolders > 1 ? 'too-many-holders' : undefined;
}

function checkTokens(
  parts: readonly NumberPart[],
  tokens: Readonly<Record<string, ItemToken>>,
  pointer: string,
): void {
  const used = parts.flatMap((one) => (one.part === 'item' ? [one.token] : []));
  if (used.some((name) => !Object.hasOwn(tokens, name)))
    throw invalid(`${pointer}/pattern`, 'unknown-token');
  const unused = Object.keys(tokens).find((name) => !used.includes(name));
  if (unused !== undefined) throw invalid(pointerTo(`${pointer}/tokens`, unused), 'unused-token');
}

function readPattern(value: unknown, pointer: string, context: NumberContext): NumberRule {
  const source = readObject(value, pointer, ['rule', 'pattern', 'tokens', 'personal']);
  const { parts, tokens, personal } = gather<{
    parts: readonly NumberPart[];
    tokens: Readonly<Record<string, ItemToken>>;
    personal: boolean;
  }>({
    parts: () => readParts(source['pattern'], `${pointer}/pattern`),
    tokens: () => readTokens(source['tokens'], `${pointer}/tokens`, context.items),
    personal: () => readPersonal(source, pointer),
  });
  const fault = checkParts(parts, context);
  if (fault) throw invalid(`${pointer}/pattern`, fault);
  checkTokens(parts, tokens, pointer);
  const ofPerson =
    parts.some((one) => one.part === 'holderCode') &&
    context.holderCodeTypes.some(isPersonCodeType);
  if (ofPerson && !personal) throw invalid(`${pointer}/personal`, 'required');
  return { rule: 'pattern', pattern: String(source['pattern']), tokens, personal };
}

/**
 * A type's number rule, checked against its items and holders: every token is known, used once
 * defined, and mapped for each value of a required `enum` item; a number with a person's code says
 * `personal`.
 * @throws Problem `request-invalid` naming each fault at its pointer
 */
export function readNumberRule(
  value: unknown,
  pointer: string,
  context: NumberContext,
): NumberRule {
  const rule = readObject(value, pointer)['rule'];
  return readOneOf(rule, `${pointer}/rule`, ['given', 'pattern']) === 'given'
    ? readGiven(value, pointer)
    : readPattern(value, pointer, context);
}
