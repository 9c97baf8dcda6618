import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../shared/adapters/system/random.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the system’s random bytes', () => {
  it('are as many as asked for, from few to more than a page', () => {
    for (const length of [0, 1, 16, 512, 513, 4096, 10_000]) {
      expect(systemRandom(length)).toHaveLength(length);
    }
  });

  it('are never given twice, page after page', () => {
    const given = Array.from({ length: 2000 }, () => hexOf(systemRandom(16)));
    expect(new Set(given).size).toBe(given.length);
  });

  it('stay as they were given, and are nobody else’s to change', () => {
    const first = systemRandom(16);
    const before = hexOf(first);
    const second = systemRandom(16);
    second.fill(0);
    expect(hexOf(first)).toBe(before);
    expect(first.buffer).not.toBe(second.buffer);
  });

  it('favour no bit', () => {
    const ones = [
      ...systemRandom(10_000),
      ...Array.from({ length: 100 }, () => [...systemRandom(100)]).flat(),
    ]
      .map((byte) => byte.toString(2).replaceAll('0', '').length)
      .reduce((sum, bits) => sum + bits, 0);
    // 160,000 bits: ten standard deviations are 2,000.
    expect(Math.abs(ones - 80_000)).toBeLessThan(2000);
  });
});
