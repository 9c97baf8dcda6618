/** What ids are written with: no letter that is taken for another. */
export const idCharacters = '0123456789abcdefghjkmnpqrstvwxyz';
/** Random bytes that an id takes, of which 5 bits each are used: 130 bits. */
export const drawnIdBytes = 26;

const shape = new RegExp(`^[${idCharacters}]{${drawnIdBytes}}$`);

/** A character for each byte. */
export function toDrawnText(random: Uint8Array): string {
  return [...random].map((byte) => idCharacters.charAt(byte & 31)).join('');
}

/** `<prefix>-` and a character for each byte. */
export function toDrawnId(prefix: string, random: Uint8Array): string {
  return `${prefix}-${toDrawnText(random)}`;
}

/** Has it the form of an id of 26 random bytes? */
export function isDrawnId(prefix: string, text: string): boolean {
  return text.startsWith(`${prefix}-`) && shape.test(text.slice(prefix.length + 1));
}
