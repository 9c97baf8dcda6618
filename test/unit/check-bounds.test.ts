import { describe, expect, it } from 'vitest';
import type { CredentialClaims } from '../../shared/formats/credential-claims.ts';
import type { TrustList } from '../../shared/formats/trust-list.ts';
import type { RecognisedType } from '../../shared/formats/trust-list-recognition.ts';
import { checkPeriod } from '../../shared/verify/check-period.ts';
import { checkRecognition } from '../../shared/verify/check-recognition.ts';
import { findSeal } from '../../shared/verify/check-seal.ts';
import { checkStatus } from '../../shared/verify/check-status.ts';
import { findSuccessor } from '../../shared/verify/find-successor.ts';
import { denied, type LicenceEvidence } from '../../shared/verify/licence-evidence.ts';
import { toLicenceClaims } from '../../shared/verify/printed-claims.ts';
import { toProofs } from '../../shared/verify/proofs.ts';
import type { Check } from '../../shared/verify/verdict.ts';
import { toVerification } from '../../shared/verify/verification.ts';
import { samplePrinted } from '../build/printed-codes.ts';

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

describe('what a verification tells', () => {
  const list = { provinceUrl: 'https://a.example', number: 7, issuedAt: 60, expiresAt: 120 };
  const trustList = { value: list as TrustList };
  const department = { code: 'D' };
  const sheet = { provinceUrl: 'https://a.example', number: 2, issuedAt: 1, department };
  const gone = { reason: 'sheet-unreachable' };
  const proofsOf = (parts: object) =>
    toProofs(evidenceOf({ trustList: gone, sheet: gone, statusList: gone, ...parts }));

  it('rests on a list in each part that it has', () => {
    const proof = {
      ...{ address: 'https://a.example/trust-list', number: 7 },
      ...{ issuedAt: '1970-01-01T00:01:00.000Z', expiresAt: '1970-01-01T00:02:00.000Z' },
    };
    expect(proofsOf({ ownList: list, trustList })).toEqual([
      { kind: 'own-trust-list', ...proof },
      { kind: 'trust-list', ...proof },
    ]);
    expect(proofsOf({})).toEqual([]);
  });

  it('rests on a sheet until the sheet’s end, if it has one', () => {
    const proof = {
      ...{ kind: 'department-sheet', address: 'https://a.example/departments/D/sheet' },
      ...{ number: 2, issuedAt: '1970-01-01T00:00:01.000Z' },
    };
    expect(proofsOf({ sheet: { value: sheet } })).toEqual([proof]);
    expect(proofsOf({ sheet: { value: { ...sheet, expiresAt: 2 } } })).toEqual([
      { ...proof, expiresAt: '1970-01-01T00:00:02.000Z' },
    ]);
  });

  const read = {
    address: 'https://a.example/s',
    issuedAt: now,
    ttlSeconds: 60,
    expiresAt: now + 9,
  };
  const ageOf = (statusList: object, nowSeconds: number, atSeconds = nowSeconds) => {
    const claims = { identifier: 'I', department, issued: 'x', validFrom: 'y' };
    const files = { trustList: gone, sheet: gone, statusList };
    const evidence = evidenceOf({ ...files, claims, nowSeconds, atSeconds });
    const policy = { holderBinding: 'not-required' } as const;
    const situation = { carrier: 'credential', origin: 'own', policy } as const;
    const found = toVerification({ checks: [], situation, evidence });
    const { statusAsOf, nextUpdate, statusAgeSeconds } = found;
    return [statusAsOf?.slice(11, 19), nextUpdate?.slice(11, 19), statusAgeSeconds];
  };

  it('says as of when the status is, and how old that is now', () => {
    const times = ['08:00:00', '08:01:00'];
    expect(ageOf({ value: read }, now + 5)).toEqual([...times, 5]);
    expect(ageOf({ value: read }, now - 5)).toEqual([...times, 0]);
    expect(ageOf({ value: read }, now + 5, now + 4)).toEqual([...times, undefined]);
    expect(ageOf({ ended: read }, now + 9)).toEqual([...times, 9]);
    expect(ageOf(gone, now)).toEqual([undefined, undefined, undefined]);
  });
});

describe('a printed code in the words of a licence', () => {
  const of = (changes: object) =>
    toLicenceClaims({ ...samplePrinted, ...changes } as never, { code: 'D', name: 'N' } as never);
  const at = (time: string) => Date.parse(`${time}+08:00`) / 1000;

  it('counts days as Asia/Shanghai does; its last day is the one before its end', () => {
    const first = at('2026-11-22T00:00:00');
    expect(of({ notBeforeSeconds: first }).validFrom).toBe('2026-11-22');
    expect(of({ notBeforeSeconds: first - 1 }).validFrom).toBe('2026-11-21');
    const end = at('2027-11-22T00:00:00');
    expect(of({ expiresAtSeconds: end }).validUntil).toBe('2027-11-21');
    expect(of({ expiresAtSeconds: undefined })).not.toHaveProperty('validUntil');
    expect(of({ issuedDay: 0 }).issued).toBe('1970-01-01');
  });

  it('names type and status list below its province’s address', () => {
    const claims = of({});
    expect(claims.vct).toBe(`${samplePrinted.issuer}/licence-types/11100000MB0341032Y902`);
    const uri = `${samplePrinted.issuer}/status-lists/north-000001`;
    expect(claims.status).toEqual({ uri, index: samplePrinted.statusIndex });
    expect(claims.department).toEqual({ code: 'D', name: 'N' });
  });
});

it('an identifier that is none of ours has no successor, and only what is superseded has one', async () => {
  expect(await findSuccessor('no identifier', 'superseded')).toBeUndefined();
  expect(findSuccessor('no identifier', 'suspended')).toBeUndefined();
});
