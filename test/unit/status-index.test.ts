import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  makeStatusIndexPermutation,
  statusListLength,
} from '../../shared/domain/status-index-permutation.ts';

const hash = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
const key = Uint8Array.from({ length: 32 }, (_, at) => at);

it('gives every entry of a list once', () => {
  const indexOf = makeStatusIndexPermutation(key, hash);
  const seen = new Uint8Array(statusListLength);
  for (let count = 0; count < statusListLength; count += 1) seen[indexOf(count)] = 1;
  expect(seen.indexOf(0)).toBe(-1);
});

// computed once by another program from the description of the rounds
it('goes on as it began: an index that was given is given to nobody else', () => {
  const indexOf = makeStatusIndexPermutation(key, hash);
  expect([0, 1, 2, 511, 512, 131_071].map(indexOf)).toEqual([
    94817, 43439, 65835, 94031, 119_549, 62049,
  ]);
});

it.each([-1, statusListLength, 0.5, Number.NaN])('has no entry %d', (count) => {
  const indexOf = makeStatusIndexPermutation(key, hash);
  expect(() => indexOf(count)).toThrow(RangeError);
});

it.each([31, 33, 0])('has no key of %d bytes', (length) => {
  expect(() => makeStatusIndexPermutation(new Uint8Array(length), hash)).toThrow(RangeError);
});
