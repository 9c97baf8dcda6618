import { describe, expect, it } from 'vitest';
import { shareReads } from '../../functions/issuing/run-bulk-rows/shared-reads.ts';

/** Reads that end when the test says so; each answers what was true when it began. */
function makeHeldReads() {
  const ends: (() => void)[] = [];
  let value = 0;
  const read = (_key: string) => {
    const seen = value;
    return new Promise<number>((resolve) => ends.push(() => resolve(seen)));
  };
  return {
    ends,
    read,
    change: () => {
      value += 1;
    },
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('reads that are shared', () => {
  it('answer nobody with what was read before they asked', async () => {
    const held = makeHeldReads();
    const find = shareReads(held.read);
    const first = find('a');
    held.change();
    const later = [find('a'), find('a')];
    held.ends[0]?.();
    expect(await first).toBe(0);
    await settle();
    held.ends[1]?.();
    expect(await Promise.all(later)).toEqual([1, 1]);
    expect(held.ends).toHaveLength(2);
  });

  it('go on after one that failed, and keep keys apart', async () => {
    let asked = 0;
    const find = shareReads(async (key: string) => {
      asked += 1;
      if (asked === 1) throw new Error(key);
      return key;
    });
    const outcomes = await Promise.allSettled([find('a'), find('a'), find('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(await find('a')).toBe('a');
    expect(asked).toBe(4);
  });
});
