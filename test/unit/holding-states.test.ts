import { describe, expect, it } from 'vitest';
import {
  type Authorisation,
  authorisationStateAt,
  partiesOf,
  toVerifierText,
} from '../../shared/domain/authorisation.ts';
import {
  type Delegation,
  delegationStateAt,
  partiesOfDelegation,
} from '../../shared/domain/delegation.ts';
import type { ClientId, DepartmentCode, HolderDigest, Moment } from '../../shared/domain/ids.ts';
import {
  isShownCode,
  isSpokenCode,
  type ShowCode,
  showCodeStateAt,
  toShowCodeAddress,
  toShownCode,
  toSpokenSecret,
} from '../../shared/domain/show-code.ts';

const [from, until] = [1000 as Moment, 2000 as Moment];
const inside = 1500 as Moment;
const named = (digest: string) => ({ digest: digest as HolderDigest, name: '示例' });

describe('an authorisation', () => {
  const one = { from, until, maxUses: 2, uses: 1 } as Authorisation;

  it.each([
    [999, 'not-yet'],
    [1000, 'active'],
    [1999, 'active'],
    [2000, 'expired'],
  ] as const)('at %i is %s: the first moment counts, the last does not', (now, state) => {
    expect(authorisationStateAt(one, now as Moment)).toBe(state);
  });

  it('is used up at its last use, and withdrawn whatever else holds', () => {
    expect(authorisationStateAt({ ...one, uses: 2 }, inside)).toBe('used-up');
    expect(authorisationStateAt({ ...one, uses: 2 }, until)).toBe('expired');
    const withdrawn = { ...one, uses: 2, withdrawnAt: from };
    expect(authorisationStateAt(withdrawn, until)).toBe('withdrawn');
  });

  it('names its verifier so that no two are the same text', () => {
    expect(toVerifierText({ client: 'a' as ClientId })).toBe('client#a');
    expect(toVerifierText({ department: 'a' as DepartmentCode })).toBe('department#a');
    expect(toVerifierText({ anyone: true })).toBe('anyone');
  });

  it('is its holder’s, and a delegate’s only where it was given under a delegation', () => {
    const given = { holder: named('h'), madeBy: named('m') };
    expect(partiesOf(given)).toEqual(['h']);
    const delegation = 'd' as NonNullable<Authorisation['delegation']>;
    expect(partiesOf({ ...given, delegation })).toEqual(['h', 'm']);
  });
});

describe('a delegation', () => {
  const offered = { until, maxUses: 2, uses: 0 } as Delegation;
  const accepted: Delegation = { ...offered, acceptedAt: from };

  it('is offered until it is accepted, and active until its last use', () => {
    expect(delegationStateAt(offered, inside)).toBe('offered');
    expect(delegationStateAt(accepted, inside)).toBe('active');
    expect(delegationStateAt({ ...accepted, uses: 1 }, inside)).toBe('active');
    expect(delegationStateAt({ ...accepted, uses: 2 }, inside)).toBe('used-up');
  });

  it('expires at its end, and has ended whatever else holds', () => {
    expect(delegationStateAt(offered, until)).toBe('expired');
    expect(delegationStateAt(accepted, 1999 as Moment)).toBe('active');
    expect(delegationStateAt({ ...accepted, endedAt: from }, until)).toBe('ended');
  });

  it('is of who gave it and who has it', () => {
    const of = { holder: named('h'), delegate: { digest: 'd' as HolderDigest } };
    expect(partiesOfDelegation({ ...offered, ...of })).toEqual(['h', 'd']);
  });
});

describe('a show code', () => {
  const shown = { expiresAt: until, tries: 0 } as ShowCode;

  it('is open until it expires, is used or was tried five times', () => {
    expect(showCodeStateAt(shown, 1999 as Moment)).toBe('open');
    expect(showCodeStateAt(shown, until)).toBe('expired');
    expect(showCodeStateAt({ ...shown, tries: 4 }, inside)).toBe('open');
    expect(showCodeStateAt({ ...shown, tries: 5 }, inside)).toBe('locked');
    expect(showCodeStateAt({ ...shown, tries: 5, usedAt: from }, until)).toBe('used');
  });

  it('has 128 bits: the last of its 22 characters stands for two', () => {
    const mac = 'abcdefghijklmnopqrstu';
    const last = (character: string) => toShownCode(`${mac}${character}rest`).at(-1);
    expect(['A', 'P', 'Q', 'f', 'g', 'v', 'w', '_'].map(last).join('')).toBe('AAQQggww');
    expect(toShownCode(`${mac}Ax`)).toBe(`${mac}A`);
    expect(Buffer.from(toShownCode(`${mac}_`), 'base64url')).toHaveLength(16);
  });

  it('is told from a spoken one by its form', () => {
    expect(isShownCode('A'.repeat(22))).toBe(true);
    expect([21, 23].map((length) => isShownCode('A'.repeat(length)))).toEqual([false, false]);
    expect(isShownCode(`${'A'.repeat(21)}+`)).toBe(false);
    expect(isSpokenCode('012345678')).toBe(true);
    const others = ['01234567', '0123456789', '01234567a', ' 12345678'];
    expect(others.filter(isSpokenCode)).toEqual([]);
  });

  it('is spoken as seven digits, with the zeros before', () => {
    const bytes = new Uint8Array(12);
    new DataView(bytes.buffer).setBigUint64(2, 10_000_000n * 7n + 42n);
    expect(toSpokenSecret(bytes.subarray(2))).toBe('0000042');
  });

  it('stands behind # in its address, so that no server is told', () => {
    expect(toShowCodeAddress('https://p.example', 'c')).toBe('https://p.example/r#c');
  });
});
