import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeChecks, isRequired, type Situation } from '../../shared/verify/applicability.ts';
import { type Check, checkNames, verdictOf } from '../../shared/verify/verdict.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import { makeSampleProvince } from '../build/province-pki.ts';

const province = await makeSampleProvince();
const rank = { invalid: 0, indeterminate: 1, valid: 2 } as const;

const check = fc
  .constantFrom(...checkNames)
  .chain(
    (name): fc.Arbitrary<Check> =>
      fc.constantFrom<Check>(
        { name, outcome: 'passed' },
        { name, outcome: 'failed', reason: 'malformed' },
        { name, outcome: 'indeterminate', reason: 'not-checked' },
      ),
  );
const checks = fc.uniqueArray(check, { selector: ({ name }) => name });
const situation = fc.record<Situation>({
  carrier: fc.constantFrom('credential', 'bound-credential'),
  origin: fc.constantFrom('own', 'other', 'unknown'),
  policy: fc.constantFrom(
    { holderBinding: 'not-required' },
    { holderBinding: 'required', nonce: 'n', audience: 'a' },
  ),
});
const complete = completeChecks;

describe('verdicts', () => {
  it('never pass more for fewer checks', () => {
    fc.assert(
      fc.property(checks, situation, fc.nat(), (made, where, place) => {
        const fewer = made.filter((_, index) => index !== place % Math.max(made.length, 1));
        const [all, less] = [verdictOf(complete(made, where)), verdictOf(complete(fewer, where))];
        expect(less === 'valid' && all !== 'valid').toBe(false);
        if (all === 'valid') expect(rank[less]).toBeLessThanOrEqual(rank[all]);
      }),
      { numRuns: 500 },
    );
  });

  it('are invalid as soon as a check failed, also one that did not have to be made', () => {
    fc.assert(
      fc.property(checks, situation, (made, where) => {
        const failed = made.some(({ outcome }) => outcome === 'failed');
        expect(verdictOf(complete(made, where)) === 'invalid').toBe(failed);
      }),
      { numRuns: 500 },
    );
  });

  it('are valid only when every check that applies passed and none failed', () => {
    fc.assert(
      fc.property(checks, situation, (made, where) => {
        const passed = new Set(
          made.filter((one) => one.outcome === 'passed').map((one) => one.name),
        );
        const failed = made.some(({ outcome }) => outcome === 'failed');
        const all = checkNames.every((name) => !isRequired(name, where) || passed.has(name));
        expect(verdictOf(complete(made, where)) === 'valid').toBe(all && !failed);
      }),
      { numRuns: 500 },
    );
  });

  it('call a check not applicable only where the table says so, and never one that failed', () => {
    fc.assert(
      fc.property(checks, situation, (made, where) => {
        const failed = new Set(
          made.filter((one) => one.outcome === 'failed').map((one) => one.name),
        );
        for (const { name, outcome } of complete(made, where)) {
          expect(outcome === 'not-applicable').toBe(!isRequired(name, where) && !failed.has(name));
        }
      }),
    );
  });

  it('of nothing are a doubt', () => {
    expect(verdictOf([])).toBe('indeterminate');
  });
});

describe('a licence with one character changed', () => {
  it('is never valid', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(credential.length - 1),
        fc.integer({ min: 33, max: 126 }),
        async (at, code) => {
          const changed = `${credential.slice(0, at)}${String.fromCharCode(code)}${credential.slice(at + 1)}`;
          fc.pre(changed !== credential);
          const found = await verifier.verify(changed);
          expect(found.verdict).toBe('invalid');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is never valid when cut short or grown', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    const ends = [...credential].flatMap((character, at) => (character === '~' ? [at + 1] : []));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(credential.length),
        fc.string({ maxLength: 4 }),
        async (end, more) => {
          const changed = credential.slice(0, end) + more;
          const isPresentation = more === '' && ends.includes(end);
          fc.pre(changed !== credential && !isPresentation);
          fc.pre(!ends.some((one) => changed === credential.slice(0, one)));
          expect((await verifier.verify(changed)).verdict).toBe('invalid');
        },
      ),
      { numRuns: 200 },
    );
  });
});
