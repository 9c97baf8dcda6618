import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import {
  readStatusList,
  type StatusBits,
  statusAt,
  toStatusListBytes,
  toStatusListPayload,
} from '../../shared/formats/status-list.ts';
import { Problem } from '../../shared/problem/problem.ts';

const primitives = makeNodePrimitives();
const bits = fc.constantFrom<StatusBits>(1, 2, 4, 8);
const listOf = bits.chain((width) =>
  fc.record({
    width: fc.constant(width),
    statuses: fc.array(fc.nat(2 ** width - 1), { minLength: 1, maxLength: 200 }),
  }),
);
const toEntries = (statuses: readonly number[]) =>
  statuses.map((status, index) => ({ index, status }));

describe('status lists', () => {
  it('give back what was put in', () => {
    fc.assert(
      fc.property(listOf, ({ width, statuses }) => {
        const bytes = toStatusListBytes(toEntries(statuses), width, statuses.length);
        expect(statuses.map((_, index) => statusAt(bytes, width, index))).toEqual(statuses);
      }),
      { numRuns: 300 },
    );
  });

  it('move no other index', () => {
    fc.assert(
      fc.property(listOf, fc.nat(), fc.nat(), ({ width, statuses }, place, value) => {
        const at = place % statuses.length;
        const changed = { index: at, status: value % 2 ** width };
        const entries = [...toEntries(statuses), changed];
        const bytes = toStatusListBytes(entries, width, statuses.length);
        const others = statuses.map((_, index) => index).filter((index) => index !== at);
        expect(others.map((index) => statusAt(bytes, width, index))).toEqual(
          others.map((index) => statuses[index]),
        );
        expect(statusAt(bytes, width, at)).toBe(changed.status);
      }),
      { numRuns: 300 },
    );
  });

  it('never read outside themselves (T07)', () => {
    fc.assert(
      fc.property(listOf, fc.double(), ({ width, statuses }, index) => {
        const bytes = toStatusListBytes(toEntries(statuses), width, statuses.length);
        const held = (bytes.length * 8) / width;
        const read = () => statusAt(bytes, width, index);
        if (Number.isInteger(index) && index >= 0 && index < held)
          expect(read()).toBeTypeOf('number');
        else expect(read).toThrow(Problem);
      }),
      { numRuns: 300 },
    );
  });

  it('survive being published and read', async () => {
    const index = fc.nat(2 ** 17 - 1);
    const entry = fc.record({ index, status: fc.integer({ min: 1, max: 15 }) });
    const entriesOf = fc.uniqueArray(entry, { selector: (one) => one.index, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(entriesOf, index, async (entries, other) => {
        const payload = toStatusListPayload({
          issuer: 'https://province.example',
          address: 'https://province.example/status-lists/a-1',
          issuedAt: 1_795_000_000,
          entries,
          deflate: (bytes) => deflateSync(bytes),
        });
        const list = await readStatusList(payload, primitives);
        for (const one of entries) expect(statusAt(list.bytes, 4, one.index)).toBe(one.status);
        const known = entries.find((one) => one.index === other)?.status ?? 0;
        expect(statusAt(list.bytes, list.bits, other)).toBe(known);
      }),
      { numRuns: 30 },
    );
  });
});
