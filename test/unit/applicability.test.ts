import { describe, expect, it } from 'vitest';
import {
  type Carrier,
  completeChecks,
  isRequired,
  type Origin,
  type VerificationPolicy,
} from '../../shared/verify/applicability.ts';
import { type CheckName, checkNames } from '../../shared/verify/verdict.ts';

const ofStamp = ['authority', 'period', 'status', 'disclosures', 'holder-binding'] as const;
const required = { holderBinding: 'required', nonce: 'n', audience: 'a' } as const;
const notRequired = { holderBinding: 'not-required' } as const;

/** Which checks may be left out, by carrier: always, and where no proof of the holder's key is asked for. */
const leftOut: Readonly<Record<Carrier, readonly [readonly CheckName[], readonly CheckName[]]>> = {
  credential: [[], ['holder-binding']],
  'bound-credential': [[], []],
  'printed-code': [['disclosures'], ['disclosures', 'holder-binding']],
  document: [[], ['holder-binding']],
  'stamped-document': [ofStamp, ofStamp],
};
const origins: readonly Origin[] = ['own', 'other', 'unknown'];

const situations = (Object.keys(leftOut) as Carrier[]).flatMap((carrier) =>
  origins.flatMap((origin) =>
    ([required, notRequired] as readonly VerificationPolicy[]).map((policy) => {
      const [always, unasked] = leftOut[carrier];
      const ofPolicy = policy === required ? always : unasked;
      const out: readonly CheckName[] = origin === 'own' ? [...ofPolicy, 'recognition'] : ofPolicy;
      return { situation: { carrier, origin, policy }, out };
    }),
  ),
);

describe('which checks apply', () => {
  it.each(situations)(
    '$situation.carrier, $situation.origin, $situation.policy.holderBinding',
    ({ situation, out }) => {
      const told = completeChecks([], situation);
      expect(told.map(({ name }) => name)).toEqual(checkNames);
      for (const check of told) {
        const applies = !out.includes(check.name);
        expect(isRequired(check.name, situation)).toBe(applies);
        expect(check).toEqual(
          applies
            ? { name: check.name, outcome: 'indeterminate', reason: 'not-checked' }
            : { name: check.name, outcome: 'not-applicable' },
        );
      }
    },
  );

  it('what was found is told in the order of the checks, and only where it applies', () => {
    const situation = { carrier: 'credential', origin: 'own', policy: notRequired } as const;
    const failed = { name: 'period', outcome: 'failed', reason: 'malformed' } as const;
    const made = [
      { name: 'recognition', outcome: 'passed' },
      failed,
      { name: 'format', outcome: 'passed' },
    ] as const;
    const told = completeChecks(made, situation);
    expect(told[0]).toBe(made[2]);
    expect(told.find(({ name }) => name === 'period')).toBe(failed);
    expect(told.find(({ name }) => name === 'recognition')?.outcome).toBe('not-applicable');
    expect(told.filter(({ outcome }) => outcome === 'indeterminate')).toHaveLength(6);
  });

  it('a no is told, whether or not it had to be asked for', () => {
    const situation = { carrier: 'document', origin: 'own', policy: notRequired } as const;
    const no = { name: 'holder-binding', outcome: 'failed', reason: 'malformed' } as const;
    const doubt = { name: 'recognition', outcome: 'indeterminate', reason: 'malformed' } as const;
    const told = completeChecks([no, doubt], situation);
    expect(told.at(-1)).toBe(no);
    expect(told.find(({ name }) => name === 'recognition')?.outcome).toBe('not-applicable');
  });
});
