import type { Holder } from '../../../shared/domain/licence.ts';
import type { LicenceType } from '../../../shared/domain/licence-type.ts';
import { findUndrawable } from '../../../shared/formats/glyph-coverage.ts';
import type { JsonObject, JsonValue } from '../../../shared/formats/strict-json.ts';
import type { FieldError } from '../../../shared/problem/problem.ts';

/** One character, which is told so that whoever reads it can find it. */
function toFault(pointer: string, character: string): FieldError {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return { pointer, code: 'no-glyph', subject: `${character} (U+${number})` };
}

/** Text of an item as the face shows it; pictures have none. */
function toText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.join('') : '';
}

/**
 * Characters that the face cannot be set in 生僻字: found before anything is reserved or signed, for a
 * licence whose face lacks a character of a name would be none. A type whose face the department brings
 * is set by the department.
 */
export function checkGlyphs(
  type: LicenceType,
  { holders, items }: { readonly holders: readonly Holder[]; readonly items: JsonObject },
): readonly FieldError[] {
  if (type.document === 'given-pdf') return [];
  const texts = [
    ...holders.map(({ name }, at) => [`/holders/${at}/name`, name] as const),
    ...type.items.map(({ code }) => [`/items/${code}`, toText(items[code])] as const),
  ];
  return texts.flatMap(([pointer, text]) => {
    const character = findUndrawable(text);
    return character === undefined ? [] : [toFault(pointer, character)];
  });
}
