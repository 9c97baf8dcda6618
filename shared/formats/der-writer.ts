import { tags } from './der-reader.ts';
import { compareOctets, joinOctets } from './octets.ts';

function toLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

/** One DER value: tag, length, and what it holds. @see X.690 section 10.1 */
export function toDer(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, one) => sum + one.length, 0);
  return joinOctets([Uint8Array.from([tag, ...toLength(length)]), ...content]);
}

export const derSequence = (...content: readonly Uint8Array[]) => toDer(tags.sequence, ...content);

/** A SET OF in its one order. @see X.690 section 11.6 */
export function derSetOf(...content: readonly Uint8Array[]): Uint8Array {
  return toDer(tags.set, ...[...content].sort(compareOctets));
}

/** A whole number from 0 to 127. */
export const derSmallInteger = (value: number) => toDer(tags.integer, Uint8Array.of(value));

/** @param dotted with arcs below 2^53 */
export function derObjectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return toDer(
    tags.objectIdentifier,
    Uint8Array.from([first * 40 + second, ...rest].flatMap(toArc)),
  );
}

function toArc(arc: number): readonly number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift(0x80 | (rest % 128));
  }
  return octets;
}
