import { toAlphanumericCharacter } from './alphanumeric.ts';

/** Characters in a serial of ours. */
export const serialLength = 20;

/** Random bytes that one serial asks for: more than it needs, because biased ones are thrown away. */
export const serialBytes = 32;

/** Above it a byte modulo 36 would favour the first characters. */
const fairBelow = 252;

/**
 * A licence's serial 流水号: 20 of [0-9A-Z], all equally likely.
 * @param bytes 32 random ones; one in 64 is thrown away, and fewer than 20 are left once in 10^15 times
 * @throws Error when the bytes do not suffice
 */
export function toSerial(bytes: Uint8Array): string {
  let serial = '';
  for (const byte of bytes) {
    if (byte < fairBelow) serial += toAlphanumericCharacter(byte % 36);
    if (serial.length === serialLength) return serial;
  }
  throw new Error('too few usable random bytes for a serial');
}
