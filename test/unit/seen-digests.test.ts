import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { SeenDigests } from '../../shared/domain/seen-digests.ts';

const digestOf = (at: number) => createHash('sha256').update(String(at)).digest();

it('tells every digest that it saw before, and where, however far it grew', () => {
  const seen = new SeenDigests(2);
  const count = 300;
  for (let at = 1; at <= count; at += 1) expect(seen.see(digestOf(at), at)).toBeUndefined();
  for (let at = 1; at <= count; at += 1) expect(seen.see(digestOf(at), count + at)).toBe(at);
  expect(seen.see(digestOf(0), 1)).toBeUndefined();
});

it('tells digests apart that begin alike, at the end of its slots too', () => {
  const seen = new SeenDigests(4);
  const alike = (last: number) => Uint8Array.of(...Array<number>(11).fill(255), last);
  expect([1, 2, 3, 1].map((last, at) => seen.see(alike(last), at + 1))).toEqual([
    undefined,
    undefined,
    undefined,
    1,
  ]);
});

it('tells digests apart that differ in one of the three words only, from its first slot on', () => {
  const seen = new SeenDigests(4);
  const words = [
    [0, 0, 0],
    [8, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const see = (three: readonly number[], place: number) => {
    const view = new DataView(new ArrayBuffer(12));
    for (const [at, word] of three.entries()) view.setUint32(at * 4, word);
    return seen.see(new Uint8Array(view.buffer), place);
  };
  for (const [at, three] of words.entries()) expect(see(three, at + 1)).toBeUndefined();
  expect(words.map((three) => see(three, 9))).toEqual([1, 2, 3, 4]);
});
