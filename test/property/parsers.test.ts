import { describe, expect, it } from 'vitest';
import { Problem } from '../../shared/problem/problem.ts';
import { fuzz } from '../fuzz/fuzz.ts';
import { makeFuzzTargets } from '../fuzz/targets.ts';

/** The short half of `npm run fuzz`; a finding there becomes a test of its own. */
const inputs = 600;
const seed = 20_261_122;

describe('the search for bad inputs', () => {
  const seeds = [new TextEncoder().encode('{"name":"示例"}')];

  it('finds a parser that throws something else than a problem, and says which input', async () => {
    const read = (input: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(input);
    const { findings } = await fuzz({ name: 'planted', seeds, read }, { inputs, seed });
    expect(findings.length).toBeGreaterThan(0);
    for (const { base64 } of findings) {
      expect(() => read(Buffer.from(base64, 'base64'))).toThrow(TypeError);
    }
  });

  it('finds a parser that takes too long for some', async () => {
    const read = (input: Uint8Array) => {
      const until = performance.now() + (input.length > 1000 ? 60 : 0);
      while (performance.now() < until);
    };
    const { findings } = await fuzz({ name: 'planted', seeds, read }, { inputs: 40, seed });
    expect(findings.length).toBeGreaterThan(0);
  });

  it('does not start from inputs that the parser refuses anyway', async () => {
    const read = () => {
      throw new Problem('malformed');
    };
    await expect(fuzz({ name: 'planted', seeds, read }, { inputs, seed })).rejects.toThrow(
      'a well-formed input is refused',
    );
  });
});

describe('every parser that strangers reach', async () => {
  for (const target of await makeFuzzTargets()) {
    it(`${target.name}: reads or refuses, and does nothing else`, async () => {
      const { findings, accepted, refused } = await fuzz(target, { inputs, seed });
      expect(findings).toEqual([]);
      expect(accepted + refused).toBe(inputs);
      expect(refused).toBeGreaterThan(inputs / 20);
    });
  }
});
