import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrictJson } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';

const limits = { maxBytes: 1_000_000, maxDepth: 64 };
const jsonText = fc.json({ maxDepth: 5, noUnicodeString: false });

/** What it reads, or undefined where it refuses. Anything else that is thrown fails the test. */
function attempt(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: readStrictJson(text, limits) };
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

describe('strict JSON', () => {
  it('reads every JSON text as JSON.parse does', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const parsed = JSON.parse(text);
        const read = attempt(text);
        if (read === undefined) {
          // Only what the gate is there for: a name or half a character that it must not let pass.
          expect(/__proto__|\\u[dD][89a-fA-F]/.test(text) || !text.isWellFormed()).toBe(true);
        } else expect(read.value).toEqual(parsed);
      }),
      { numRuns: 600 },
    );
  });

  it('accepts nothing that JSON.parse refuses, and never reads it otherwise', () => {
    const noise = fc.constantFrom(
      ...'{}[]",:\\/ueE+-.0123456789 \n\ttrfalsn\u0000\ufeff证'.split(''),
    );
    const place = fc.record({ seed: fc.nat(), cut: fc.constantFrom(0, 1) });
    let accepted = 0;
    fc.assert(
      fc.property(jsonText, noise, place, (text, letter, { seed, cut }) => {
        const at = seed % (text.length + 1);
        const changed = text.slice(0, at) + letter + text.slice(at + cut);
        const read = attempt(changed);
        if (read === undefined) return;
        accepted += 1;
        expect(read.value).toEqual(JSON.parse(changed));
        expect(readStrictJson(new TextEncoder().encode(changed), limits)).toEqual(read.value);
      }),
      { numRuns: 1200 },
    );
    expect(accepted).toBeGreaterThan(30);
  });

  it('accepts nothing from noise that JSON.parse refuses', () => {
    const token = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e9',
      'true',
      'null',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), (tokens) => {
        const text = tokens.join('');
        const read = attempt(text);
        if (read !== undefined) expect(read.value).toEqual(JSON.parse(text));
      }),
      { numRuns: 2500 },
    );
  });

  it('refuses a doubled name wherever it is put', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 4 }), fc.integer(), {
          minKeys: 1,
          maxKeys: 6,
        }),
        fc.nat(),
        (object, seed) => {
          const pairs = Object.entries(object).map(
            ([name, value]) => `${JSON.stringify(name)}:${value}`,
          );
          const doubled = [...pairs, pairs[seed % pairs.length]].join(',');
          expect(attempt(`[{"x":{${doubled}}}]`)).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes time in step with size', () => {
    const cpuOf = (text: string) => {
      const start = process.cpuUsage();
      attempt(text);
      return process.cpuUsage(start).user / text.length;
    };
    const shapes = [
      (size: number) => `"${'\\n'.repeat(size)}"`,
      (size: number) => `[${'1,'.repeat(size)}1]`,
      (size: number) => `{${Array.from({ length: size / 4 }, (_, at) => `"n${at}":0`).join(',')}}`,
      (size: number) => '1'.repeat(size),
      (size: number) => `${' '.repeat(size)}1`,
    ];
    for (const shape of shapes) {
      cpuOf(shape(10_000));
      const small = Math.max(cpuOf(shape(10_000)), 0.05);
      expect(cpuOf(shape(300_000)) / small).toBeLessThan(10);
    }
  });
});
