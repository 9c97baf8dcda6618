/** Why a text cannot stand on a licence. */
export type TextFault =
  | 'required'
  | 'too-long'
  | 'control-character'
  | 'not-normalised'
  | 'not-trimmed';

/**
 * What no reader sees, or sees otherwise than it is stored: control and line characters, bidi and
 * zero-width characters, variation selectors, private use, lone surrogates, the replacement character,
 * and more than four marks piled on one letter.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\uFFFD]|(?<=\p{Mn}{4})\p{Mn}/u;
const everyUnseen = /* @__PURE__ */ new RegExp(unseen, 'gu');

/** How many characters (code points) a text has. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const toNumber = (character: string) =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * A text of others as it may be shown to somebody who relies on it: whatever they would not see, or what
 * would alter how the rest is seen, stands as its number, `[U+202E]`. Texts that `checkText` passed stay
 * as they are; those of licences that another service issued may be anything.
 */
export const showUnseen = (text: string): string => text.replace(everyUnseen, toNumber);

/**
 * Says why a text may not be shown as a name or an item, so that two texts that look the same are the
 * same (threats Q03): it is not empty, in NFC, without outer blanks and without unseen characters.
 * @param maxLength in characters (code points)
 * @see Unicode UAX 15 (NFC), UTS 39
 */
export function checkText(text: string, maxLength: number): TextFault | undefined {
  if (text === '') return 'required';
  if (text.length > maxLength * 2) return 'too-long';
  if (unseen.test(text)) return 'control-character';
  if (text.trim() !== text) return 'not-trimmed';
  if (text.normalize('NFC') !== text) return 'not-normalised';
  return lengthOf(text) > maxLength ? 'too-long' : undefined;
}
