import { describe, expect, it } from 'vitest';
import type { CredentialClaims } from '../../shared/formats/credential-claims.ts';
import type { RecognisedType } from '../../shared/formats/trust-list-recognition.ts';
import { checkPeriod } from '../../shared/verify/check-period.ts';
import { checkRecognition } from '../../shared/verify/check-recognition.ts';
import { findSeal } from '../../shared/verify/check-seal.ts';
import { checkStatus } from '../../shared/verify/check-status.ts';
import { denied, type LicenceEvidence } from '../../shared/verify/licence-evidence.ts';
import type { Check } from '../../shared/verify/verdict.ts';

const now = 1_800_000_000;
const told = (check: Check) => ('reason' in check ? check.reason : check.outcome);
const evidenceOf = (parts: object) => parts as LicenceEvidence;

describe('the period', () => {
  const judge = (claims: Partial<CredentialClaims>, atSeconds = now) => {
    const whole = { issuedAtSeconds: now - 99, notBeforeSeconds: now - 99, ...claims };
    return told(checkPeriod(whole as CredentialClaims, { nowSeconds: now, atSeconds }));
  };

  it.each<[string, Partial<CredentialClaims>, string]>([
    ['signed a minute ahead', { issuedAtSeconds: now + 60 }, 'passed'],
    ['signed later', { issuedAtSeconds: now + 61 }, 'issued-in-future'],
    ['valid in a minute', { notBeforeSeconds: now + 60 }, 'passed'],
    ['valid later', { notBeforeSeconds: now + 61 }, 'not-yet-valid'],
    ['in its last second', { expiresAtSeconds: now + 1 }, 'passed'],
    ['that ended this second', { expiresAtSeconds: now }, 'expired'],
  ])('of a licence %s', (_what, claims, expected) => {
    expect(judge(claims)).toBe(expected);
  });

  it('without an end in seconds is over with the last day on the face, in Asia/Shanghai', () => {
    const end = Date.parse('2026-11-23T00:00:00+08:00') / 1000;
    const times = { issuedAtSeconds: 0, notBeforeSeconds: 0, validUntil: '2026-11-22' };
    expect([judge(times, end - 1), judge(times, end)]).toEqual(['passed', 'expired']);
  });

  it('that says two ends is over with the first of them; a day that does not exist is none', () => {
    const [day, noon] = ['2026-11-23T00:00:00+08:00', '2026-11-22T12:00:00+08:00'].map(
      (time) => Date.parse(time) / 1000,
    ) as [number, number];
    const times = { issuedAtSeconds: 0, notBeforeSeconds: 0, validUntil: '2026-11-22' };
    const ends = (expiresAtSeconds: number, validUntil = '2026-11-22') =>
      [noon - 1, noon, day - 1, day].map((at) =>
        judge({ ...times, expiresAtSeconds, validUntil }, at),
      );
    expect(ends(noon)).toEqual(['passed', 'expired', 'expired', 'expired']);
    expect(ends(day)).toEqual(['passed', 'passed', 'passed', 'expired']);
    expect(ends(day + 8 * 3600)).toEqual(['passed', 'passed', 'passed', 'expired']);
    expect(ends(day, '2026-13-40')).toEqual(['passed', 'passed', 'passed', 'expired']);
  });

  it('is asked about at the time asked about', () => {
    expect(judge({}, now + 9e9)).toBe('passed');
    expect(judge({}, now - 159)).toBe('passed');
    expect(judge({}, now - 160)).toBe('not-yet-valid');
  });
});

describe('recognition', () => {
  const url = 'https://yinzheng.jilin.example';
  const [type, other] = ['TYPE', 'OTHER'];
  const term = { type, from: now - 10, until: now + 10, items: [] };
  const provinces = [
    { url: 'https://first.example', code: '110000' },
    { url, code: '220000' },
  ];
  const agreementOf = (types: readonly Partial<RecognisedType>[], province = '220000') => ({
    ...{ id: 'a', province, types },
  });
  const judge = (own: object, more: object = {}) => {
    const ownList = { provinces, agreements: [agreementOf([term])], ...own } as unknown;
    const claims = { licenceType: type, issuedAtSeconds: now - 5 };
    const asked = { ownList, claims, signer: { provinceUrl: url }, disclosed: {}, atSeconds: now };
    return checkRecognition(evidenceOf({ ...asked, ...more }));
  };
  const withTerm = (changes: Partial<RecognisedType>) =>
    told(judge({ agreements: [agreementOf([{ ...term, ...changes }])] }).check);

  it('is by the agreement with the province that signed, whichever our list names first', () => {
    const recognition = { agreement: 'a', type };
    expect(judge({})).toEqual({ check: { name: 'recognition', outcome: 'passed' }, recognition });
    const elsewhere = { agreements: [agreementOf([term], '110000')] };
    expect(told(judge(elsewhere).check)).toBe('recognition-not-established');
    expect(told(judge({ provinces: provinces.slice(0, 1) }).check)).toBe(
      'recognition-not-established',
    );
    expect(withTerm({ type: other })).toBe('recognition-not-established');
  });

  it('is not asked without our list, or when the items did not check out', () => {
    expect(told(judge({}, { ownList: undefined }).check)).toBe('not-checked');
    expect(told(judge({}, { disclosed: undefined }).check)).toBe('not-checked');
  });

  it.each<[Partial<RecognisedType>, string]>([
    [{ from: now }, 'passed'],
    [{ from: now + 1 }, 'recognition-not-in-force'],
    [{ until: now + 1 }, 'passed'],
    [{ until: now }, 'recognition-not-in-force'],
    [{ issuedFrom: now - 5 }, 'passed'],
    [{ issuedFrom: now - 4 }, 'recognition-issued-outside'],
    [{ issuedUntil: now - 4 }, 'passed'],
    [{ issuedUntil: now - 5 }, 'recognition-issued-outside'],
    [{ items: ['toString'] }, 'recognition-item-missing'],
  ])('under the term %j is %s', (changes, expected) => {
    expect(withTerm(changes)).toBe(expected);
  });
});

describe('a "no" of a trust list', () => {
  const judge = (trustList: object, issuedAtSeconds: number) =>
    told(denied('seal', 'seal-unknown', evidenceOf({ trustList, claims: { issuedAtSeconds } })));

  it('counts from the second of the licence on; an older list may merely not know yet', () => {
    expect(judge({ value: { issuedAt: now } }, now)).toBe('seal-unknown');
    expect(judge({ value: { issuedAt: now - 1 } }, now)).toBe('trust-list-behind');
    expect(judge({ reason: 'trust-list-stale' }, now)).toBe('trust-list-behind');
  });

  it('names no seal where there is no sheet', () => {
    const sheet = { reason: 'sheet-unreachable' };
    expect(findSeal(evidenceOf({ sheet, signer: {} }))).toBeUndefined();
  });
});

describe('the status of a time that is past', () => {
  const judge = (reason: string, atSeconds: number) => {
    const asked = { statusList: { reason }, claims: {}, nowSeconds: now, atSeconds };
    return told(checkStatus(evidenceOf(asked)).check);
  };

  it.each(['status-list-unreachable', 'status-list-ahead', 'status-list-stale'])(
    'is one that nobody kept after %s',
    (reason) => {
      expect(judge(reason, now - 1)).toBe('status-history-unavailable');
      expect(judge(reason, now)).toBe(reason);
    },
  );

  it('is in doubt for the reason of its list otherwise, and never where the list is elsewhere', () => {
    expect(judge('status-list-malformed', now - 1)).toBe('status-list-malformed');
    const elsewhere = { statusList: { reason: 'status-list-elsewhere' } };
    expect(checkStatus(evidenceOf(elsewhere)).check.outcome).toBe('failed');
  });
});
