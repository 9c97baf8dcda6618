const blanks = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20]);
const delimiters = new Set([...'()<>[]{}/%'].map((one) => one.charCodeAt(0)));

/** Characters of a PDF, by their bytes. @see ISO 32000-2 section 7.2.3 */
export const isBlank = (byte: number): boolean => blanks.has(byte);

export const isEndOfLine = (byte: number): boolean => byte === 0x0a || byte === 0x0d;

/** Part of a word: neither a blank nor a delimiter. */
export const isRegular = (byte: number): boolean => !blanks.has(byte) && !delimiters.has(byte);

export const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** What a parenthesis adds to how many are open. */
export const nesting = (byte: number): number => Number(byte === 0x28) - Number(byte === 0x29);
