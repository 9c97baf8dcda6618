/** The value of one of 0-9, A-Z: 0..35; −1 for any other character. */
export function toAlphanumericValue(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x41 && code <= 0x5a ? code - 0x41 + 10 : -1;
}

/** The character of a value 0..35. */
export function toAlphanumericCharacter(value: number): string {
  return String.fromCharCode(value < 10 ? value + 0x30 : value - 10 + 0x41);
}
