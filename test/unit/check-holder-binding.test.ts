import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { Problem } from '../../shared/problem/problem.ts';
import { checkDisclosures, toDisclosuresCheck } from '../../shared/verify/check-disclosures.ts';
import {
  checkHolderBinding,
  type HolderBindingQuestion,
} from '../../shared/verify/check-holder-binding.ts';
import { bindToHolder } from '../build/presented.ts';
import { sampleSeconds } from '../build/province-pki.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = publicKey.export({ format: 'jwk' });
const primitives = makeNodePrimitives();
const presentation = 'the presentation';
const required = { holderBinding: 'required', nonce: 'n-1', audience: 'https://counter.example' };
const unasked = { holderBinding: 'not-required' };

interface Given {
  readonly claims?: object;
  readonly policy?: object;
  readonly jwk?: object;
  readonly with?: Partial<HolderBindingQuestion['primitives']>;
}
const ask = (given: Given) => {
  const bound = bindToHolder(presentation, { privateKey }, { ...given.claims } as never);
  return checkHolderBinding({
    keyBinding: { text: bound.slice(presentation.length), sdHashInput: presentation },
    claims: { confirmation: { jwk: given.jwk ?? jwk } },
    policy: given.policy ?? required,
    nowSeconds: sampleSeconds,
    primitives: { ...primitives, ...given.with },
  } as unknown as HolderBindingQuestion);
};

describe('a holder binding', () => {
  it.each<[string, Given, string]>([
    ['for the nonce and audience asked', {}, 'passed'],
    ['for another nonce', { claims: { nonce: 'n-2' } }, 'of-another-presentation'],
    ['for another audience', { claims: { aud: 'https://x.example' } }, 'of-another-presentation'],
    ['for another nonce, unasked', { claims: { nonce: 'n-2' }, policy: unasked }, 'passed'],
    ['five minutes old', { claims: { iat: sampleSeconds - 300 } }, 'passed'],
    ['older', { claims: { iat: sampleSeconds - 301 } }, 'out-of-time'],
    ['older, unasked', { claims: { iat: sampleSeconds - 301 }, policy: unasked }, 'passed'],
    ['a minute ahead', { claims: { iat: sampleSeconds + 60 } }, 'passed'],
    ['later, unasked', { claims: { iat: sampleSeconds + 61 }, policy: unasked }, 'out-of-time'],
  ])('%s', async (_what, given, expected) => {
    const check = await ask(given);
    const reason = 'reason' in check ? check.reason.replace('holder-binding-', '') : check.outcome;
    expect(reason).toBe(expected);
  });

  const short = Buffer.alloc(31).toString('base64url');
  it.each([
    ['of another sort', { ...jwk, kty: 'RSA' }],
    ['of another curve', { ...jwk, crv: 'P-384' }],
    ['with a number for x', { ...jwk, x: 5 }],
    ['without y', { ...jwk, y: undefined }],
    ['with a short x', { ...jwk, x: short }],
    ['with a short y', { ...jwk, y: short }],
    ['with an x as long as both', { ...jwk, x: Buffer.alloc(64).toString('base64url'), y: '' }],
    ['that is none', []],
  ])('is not checked with a key %s, and says so', async (_what, key) => {
    expect(await ask({ jwk: key })).toMatchObject({
      ...{ outcome: 'failed', reason: 'holder-binding-malformed', detail: 'cnf' },
    });
  });

  it('is not blamed for a key that cannot be used: what fails of itself is thrown on', async () => {
    const verifySignature = () => Promise.reject(new Error('no crypto'));
    await expect(ask({ with: { verifySignature } })).rejects.toThrow('no crypto');
  });
});

describe('a refusal of disclosures', () => {
  it.each([
    ['disclosure-x', 'disclosure-malformed'],
    ['digest-repeated', 'disclosure-doubled'],
    ['undisclosure-x', undefined],
    ['disclosures', undefined],
    ['time-iat', undefined],
  ])('is told from others by its reason: %s', (reason, expected) => {
    const check = toDisclosuresCheck(new Problem('malformed', { reason }));
    expect(check && 'reason' in check ? [check.reason, check.detail] : check).toEqual(
      expected && [expected, reason],
    );
  });

  const parts = { jws: { payload: {} }, disclosures: [{ text: 'x' }] } as never;
  it.each([
    ['a fault of the code', new Error('no digest'), 'no digest'],
    ['a refusal of something else', new Problem('malformed', { reason: 'other' }), 'malformed'],
  ])('is not %s: that is thrown on', async (_what, error, message) => {
    const digest = () => {
      throw error;
    };
    expect(() => checkDisclosures(parts, { digest })).toThrow(message);
    const later = () => Promise.reject(error);
    await expect(checkDisclosures(parts, { digest: later })).rejects.toThrow(message);
  });
});
