import { describe, expect, it } from 'vitest';
import type { CredentialClaims } from '../../shared/formats/credential-claims.ts';
import type { TrustList } from '../../shared/formats/trust-list.ts';
import { failed } from '../../shared/verify/evidence.ts';
import { findSuccessor } from '../../shared/verify/find-successor.ts';
import type { LicenceEvidence } from '../../shared/verify/licence-evidence.ts';
import { toLicenceClaims, toTold } from '../../shared/verify/printed-claims.ts';
import { toProofs } from '../../shared/verify/proofs.ts';
import { toVerifiedLicence } from '../../shared/verify/to-verified-licence.ts';
import { type Check, verdictOf } from '../../shared/verify/verdict.ts';
import { toVerification } from '../../shared/verify/verification.ts';
import { samplePrinted } from '../build/printed-codes.ts';

const now = 1_800_000_000;
const evidenceOf = (parts: object) => parts as LicenceEvidence;

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

  it('counts days as Asia/Shanghai does; its last day is the one of its last second', () => {
    const first = at('2026-11-22T00:00:00');
    expect(of({ notBeforeSeconds: first }).validFrom).toBe('2026-11-22');
    expect(of({ notBeforeSeconds: first - 1 }).validFrom).toBe('2026-11-21');
    const end = at('2027-11-22T00:00:00');
    expect(of({ expiresAtSeconds: end }).validUntil).toBe('2027-11-21');
    expect(of({ expiresAtSeconds: end + 1 }).validUntil).toBe('2027-11-22');
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

describe('what is left out', () => {
  const claims = {
    ...{ identifier: 'I', licenceType: 'T', department: { code: 'D', name: 'N' } },
    ...{ issued: '2026-11-22', validFrom: '2026-11-22' },
  } as CredentialClaims;
  const shown = {
    ...{ identifier: 'I', type: 'T', department: { code: 'D', name: 'N' }, items: {} },
    ...{ issued: '2026-11-22', validFrom: '2026-11-22' },
  };

  it('of a licence is not there, rather than there without a value', () => {
    expect(toVerifiedLicence(claims, undefined, {})).toStrictEqual(shown);
    expect(toVerifiedLicence(claims, {}, { state: undefined })).toStrictEqual(shown);
    const disclosed = { number: 'n', holders: ['h'], KZ_A: 'a', XKZ_B: 'b' };
    const validUntil = '2027-11-21';
    const standing = { state: 'superseded', successor: 's' } as const;
    expect(toVerifiedLicence({ ...claims, validUntil }, disclosed, standing)).toStrictEqual({
      ...{ ...shown, number: 'n', holders: ['h'], items: { KZ_A: 'a' }, validUntil, ...standing },
    });
  });

  it('of a printed code or of a failed check is not there either', () => {
    const { number: _, ...unnumbered } = samplePrinted;
    expect(toTold({ ...unnumbered, items: [] } as never)).toStrictEqual({});
    const check = { name: 'seal', outcome: 'failed', reason: 'seal-unknown' };
    expect(failed('seal', 'seal-unknown')).toStrictEqual(check);
  });
});

describe('a verdict', () => {
  it.each([
    ['indeterminate', []],
    ['indeterminate', ['not-applicable']],
    ['indeterminate', ['indeterminate', 'passed']],
    ['valid', ['passed', 'not-applicable']],
    ['invalid', ['indeterminate', 'passed', 'failed']],
  ])('is %s after %j', (verdict, outcomes) => {
    const checks = outcomes.map((outcome) => ({ name: 'seal', outcome }));
    expect(verdictOf(checks as readonly Check[])).toBe(verdict);
  });
});

it('an identifier that is none of ours has no successor, and only what is superseded has one', async () => {
  expect(await findSuccessor('no identifier', 'superseded')).toBeUndefined();
  expect(findSuccessor('no identifier', 'suspended')).toBeUndefined();
});
