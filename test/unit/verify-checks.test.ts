import { describe, expect, it } from 'vitest';
import type { DepartmentSheet } from '../../shared/formats/department-sheet.ts';
import type { TrustList } from '../../shared/formats/trust-list.ts';
import { checkAuthority } from '../../shared/verify/check-authority.ts';
import { checkSeal } from '../../shared/verify/check-seal.ts';
import { checkStatus } from '../../shared/verify/check-status.ts';
import type { LicenceEvidence } from '../../shared/verify/licence-evidence.ts';
import type { Check } from '../../shared/verify/verdict.ts';
import { isWorthAskingAgain } from '../../shared/verify/worth-asking-again.ts';

const type = '11100000MB0341032Y902';
const code = '11210100MB9Y10011Q';
const provinceUrl = 'https://liaoning.example';
const identifier = `1.2.156.3005.2.${type}.${code}.0123456789ABCDEFGHJK.001.7`;
const now = 1_800_000_000;
const issuedAt = now - 1000;

/** As `LicenceEvidence`, as far as these checks look at it. */
interface Parts {
  readonly claims?: object;
  readonly signer?: object;
  readonly trustList?: object;
  readonly department?: object;
  readonly seal?: object;
  readonly at?: number;
  readonly list?: object;
}

const ca = Uint8Array.of(1, 2, 3);

/** All that is needed for every check to pass, but what a case says otherwise. */
function toEvidence(parts: Parts = {}): LicenceEvidence {
  const sheet = {
    department: { code, name: '某局', division: '210100', ...parts.department },
    mayIssue: [{ type, from: 0 }],
    seals: [
      { id: 's', certificate: 'digest', states: [{ state: 'enabled', from: 0 }], ...parts.seal },
    ],
  };
  const trustList = {
    ...{ issuedAt: now - 10, province: { code: '210000', name: '辽宁省' }, sealingCas: [ca] },
    ...parts.trustList,
  };
  const claims = {
    ...{ issuer: provinceUrl, vct: `${provinceUrl}/licence-types/${type}`, licenceType: type },
    ...{ department: { code }, identifier, issuedAtSeconds: issuedAt, status: { index: 0 } },
    ...parts.claims,
  };
  return {
    claims: claims as unknown as LicenceEvidence['claims'],
    signer: {
      ...{ provinceUrl, departmentCode: code, authority: ca, certificateDigest: 'digest' },
      ...parts.signer,
    } as unknown as LicenceEvidence['signer'],
    trustList: { value: trustList as unknown as TrustList },
    sheet: { value: sheet as unknown as DepartmentSheet },
    statusList: {
      value: {
        ...{ bytes: Uint8Array.of(0), bits: 8, issuedAt: now - 20 },
        ...parts.list,
      } as unknown as NonNullable<LicenceEvidence['statusList']['value']>,
    },
    nowSeconds: now,
    atSeconds: parts.at ?? now,
  };
}

const told = (check: Check) => ('reason' in check ? check.reason : check.outcome);

describe('authority', () => {
  const judge = (parts?: Parts) => told(checkAuthority(toEvidence(parts)));

  it('is there when everything agrees', () => {
    expect(judge()).toBe('passed');
  });

  it.each([
    ['another type', `${provinceUrl}/licence-types/11100000MB0341032Y903`],
    ['more before it', `x${provinceUrl}/licence-types/${type}`],
    ['more between', `${provinceUrl}//licence-types/${type}`],
    ['more behind it', `${provinceUrl}/licence-types/${type}0`],
    ['another path as long', `${provinceUrl}/licence-typos/${type}`],
    ['another host as long', `https://liaoming.example/licence-types/${type}`],
    ['parts that overlap', `${provinceUrl}/licence-types${type.slice(1)}`],
  ])('is not there when the type’s address has %s', (_what, vct) => {
    expect(judge({ claims: { vct } })).toBe('type-mismatch');
  });

  it.each([
    ['another root', identifier.replace('1.2.156.3005.2.', '1.2.156.3005.3.')],
    ['another type', identifier.replace(type, '11100000MB0341032Y903')],
    ['another department', identifier.replace(code, '11210100MB9Y10012P')],
    ['no dot before the department', identifier.replace(`${type}.`, `${type}-`)],
    ['no dot behind the department', identifier.replace(`${code}.`, `${code}-`)],
    ['only a beginning', identifier.slice(0, identifier.indexOf(code) + code.length)],
    ['nothing', ''],
  ])('is not there when the identifier has %s', (_what, other) => {
    expect(judge({ claims: { identifier: other } })).toBe('identifier-mismatch');
  });

  it.each([
    ['division in another province', { division: '330100' }, 'department-of-another-province'],
    [
      'code registered in another province',
      { code: '11330100MB9Y10011Q' },
      'department-of-another-province',
    ],
    ['code of a central organ', { code: '11100000MB0341032Y' }, 'passed'],
  ])('goes by the province: %s', (_what, department, expected) => {
    expect(judge({ department })).toBe(expected);
  });

  it('needs files that can be had', () => {
    const gone = { reason: 'trust-list-unreachable' } as const;
    expect(checkAuthority({ ...toEvidence(), trustList: gone, sheet: gone })).toEqual({
      ...{ name: 'authority', outcome: 'indeterminate', reason: 'trust-list-unreachable' },
    });
    expect(told(checkAuthority({ ...toEvidence(), trustList: gone }))).toBe(gone.reason);
    const unknown = { reason: 'department-unknown' } as const;
    expect(checkAuthority({ ...toEvidence(), sheet: unknown }).outcome).toBe('failed');
  });
});

describe('seal', () => {
  const judge = (parts?: Parts) => told(checkSeal(toEvidence(parts)));

  it.each([
    ['as long', Uint8Array.of(1, 2, 4)],
    ['as long, other in its first byte', Uint8Array.of(9, 2, 3)],
    ['shorter', Uint8Array.of(1, 2)],
    ['longer', Uint8Array.of(1, 2, 3, 4)],
  ])('is refused under an authority that is not listed: %s', (_what, authority) => {
    expect(judge({ signer: { authority } })).toBe('seal-authority-unlisted');
    expect(judge({ signer: { authority }, trustList: { sealingCas: [] } })).toBe(
      'seal-authority-unlisted',
    );
  });

  it('passes under any of the authorities that are listed', () => {
    const other = Uint8Array.of(7, 7, 7);
    expect(judge({ trustList: { sealingCas: [other, ca] } })).toBe('passed');
    expect(judge({ trustList: { sealingCas: [other, Uint8Array.from(ca)] } })).toBe('passed');
  });

  it('asks each trust list anew', () => {
    expect(judge()).toBe('passed');
    expect(judge({ trustList: { sealingCas: [Uint8Array.of(3, 2, 1)] } })).toBe(
      'seal-authority-unlisted',
    );
  });

  it.each([
    [issuedAt, 'seal-compromised'],
    [issuedAt - 1, 'seal-compromised'],
    [issuedAt + 1, 'seal-time-unproven'],
  ])(
    'is judged by whether it was used before its key was in doubt: %s',
    (compromisedFrom, reason) => {
      expect(judge({ seal: { compromisedFrom } })).toBe(reason);
    },
  );

  it('is one of the department that the licence names', () => {
    expect(judge({ signer: { departmentCode: '11210100MB9Y10012P' } })).toBe(
      'seal-of-another-department',
    );
  });

  it.each([
    ['enabled', issuedAt, 'passed'],
    ['enabled', issuedAt + 1, 'seal-not-yet-enabled'],
    ['suspended', issuedAt, 'seal-suspended'],
    ['cancelled', issuedAt, 'seal-cancelled'],
  ])('is judged by its state when it was used: %s from %i', (state, from, expected) => {
    expect(judge({ seal: { states: [{ state, from }] } })).toBe(expected);
  });

  it('is in doubt where the sheet cannot be had', () => {
    const sheet = { reason: 'sheet-unreachable' } as const;
    expect(told(checkSeal({ ...toEvidence(), sheet }))).toBe('sheet-unreachable');
  });

  it('is one of the sheet’s', () => {
    expect(judge({ signer: { certificateDigest: 'another' } })).toBe('seal-unknown');
    const unknown = { reason: 'department-unknown' } as const;
    expect(checkSeal({ ...toEvidence(), sheet: unknown })).toMatchObject({
      ...{ outcome: 'failed', reason: 'department-unknown' },
    });
  });
});

describe('status', () => {
  const judge = (parts?: Parts) => told(checkStatus(toEvidence(parts)).check);
  const listAt = now - 20;

  it.each([
    [now, 'passed'],
    [listAt, 'passed'],
    [listAt - 1, 'status-history-unavailable'],
    [now + 60, 'passed'],
    [now + 61, 'status-history-unavailable'],
  ])('is told for what the list can know: %s', (at, expected) => {
    expect(judge({ at })).toBe(expected);
  });

  it('is told for now even by a list of a clock that goes ahead', () => {
    expect(judge({ list: { issuedAt: now + 30 } })).toBe('passed');
  });

  it('is none that nobody defined', () => {
    expect(judge({ list: { bytes: Uint8Array.of(7) } })).toBe('status-unknown');
  });

  it('has no entry behind the list’s end', () => {
    expect(judge({ claims: { status: { index: 1 } } })).toBe('status-out-of-range');
  });

  it('fails of itself, not of the licence, when the list is no list', () => {
    expect(() => judge({ list: { bytes: undefined } })).toThrow(TypeError);
  });
});

describe('a newer trust list', () => {
  it.each<[Check, boolean]>([
    [{ name: 'seal', outcome: 'indeterminate', reason: 'trust-list-behind' }, true],
    [{ name: 'authority', outcome: 'indeterminate', reason: 'sheet-mismatch' }, true],
    [{ name: 'seal', outcome: 'indeterminate', reason: 'sheet-unreachable' }, false],
    [{ name: 'seal', outcome: 'failed', reason: 'sheet-mismatch' }, false],
    [{ name: 'seal', outcome: 'passed' }, false],
  ])('is worth asking for after %j: %s', (check, isWorth) => {
    expect(isWorthAskingAgain(check)).toBe(isWorth);
  });
});
