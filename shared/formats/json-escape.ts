const pattern = /\\(?:u([0-9a-fA-F]{4})|(["\\/bfnrt]))/y;
const letters: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The escape sequence at `at`: the UTF-16 unit it stands for and where it ends; nothing for one that JSON does not have. */
export function readEscape(
  text: string,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, unit, letter = ''] = match;
  const value =
    unit === undefined
      ? (letters[letter] as string)
      : String.fromCharCode(Number.parseInt(unit, 16));
  return { value, end: pattern.lastIndex };
}
