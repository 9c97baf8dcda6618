import { expect, it } from 'vitest';
import { BoundedCache } from '../../shared/verify/bounded-cache.ts';

const kept = (cache: BoundedCache<string, number>) =>
  ['a', 'b', 'c', 'd'].map((key) => cache.get(key));

it('a bounded cache drops what was put longest ago, one for one', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.put('a', 1);
  cache.put('b', 2);
  expect(kept(cache)).toEqual([1, 2, undefined, undefined]);
  cache.put('c', 3);
  expect(kept(cache)).toEqual([undefined, 2, 3, undefined]);
});

it('a bounded cache counts a key put again as the newest, and drops nothing for it', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.put('a', 1);
  cache.put('b', 2);
  cache.put('b', 8);
  expect(kept(cache)).toEqual([1, 8, undefined, undefined]);
  cache.put('a', 9);
  expect(kept(cache)).toEqual([9, 8, undefined, undefined]);
  cache.put('c', 3);
  expect(kept(cache)).toEqual([9, undefined, 3, undefined]);
});

it('a bounded cache makes room for what was taken out', () => {
  const cache = new BoundedCache<string, number>(2);
  cache.put('a', 1);
  cache.put('b', 2);
  cache.delete('b');
  cache.put('c', 3);
  expect(kept(cache)).toEqual([1, undefined, 3, undefined]);
});
