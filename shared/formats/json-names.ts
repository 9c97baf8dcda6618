const quote = 0x22;
const backslash = 0x5c;

/**
 * Names that were met, by a hash of their characters. The engine finds a property by a name that it has
 * as such at once, and by one just cut out of a text only after looking for the former, which is a
 * third of reading an object.
 */
const slots = 512;
const maxLength = 64;
const names: (string | undefined)[] = new Array(slots).fill(undefined);

/** The same text as the engine keeps it for properties: no view of what it was cut from, which may hold a holder's data. */
const toPropertyName = (text: string) => Object.keys({ [text]: 0 })[0] as string;

/**
 * Reads a name up to its closing quote.
 * @param from behind its opening quote
 * @returns nothing for one that is long, escaped or malformed: that is read as any text is
 */
export function readPlainName(text: string, from: number): string | undefined {
  let at = from;
  let hash = 0;
  let code = text.charCodeAt(at);
  // NaN, at the end of the text, is not above either.
  while (code >= 0x20 && code !== quote && code !== backslash) {
    hash = (hash * 31 + code) & 0xffff;
    at += 1;
    code = text.charCodeAt(at);
  }
  const length = at - from;
  if (code !== quote || length > maxLength) return undefined;
  const slot = hash & (slots - 1);
  const known = names[slot];
  if (known?.length === length && text.startsWith(known, from)) return known;
  const name = toPropertyName(text.slice(from, at));
  names[slot] = name;
  return name;
}
