import { describe, expect, it } from 'vitest';
import type { CheckName } from '../../shared/verify/verdict.ts';
import {
  makeSampleCredential,
  makeSampleVerifier,
  type ProvinceFiles,
  putProvince,
} from '../build/presented.ts';
import {
  daySeconds,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, sheetOf, stranger, verifyWith } = await makeScene();

describe('what cannot be reached or is not good is named', () => {
  const remove = async (address: string, ...names: CheckName[]) => {
    const verifier = makeSampleVerifier(province);
    verifier.shelf.files.delete(address);
    return told(await verifier.verify(makeSampleCredential(province)), ...names);
  };

  it('names a missing status list', async () => {
    expect(await remove(province.statusListUrl, 'status')).toBe(
      'indeterminate, status indeterminate status-list-unreachable',
    );
  });

  it('names a missing trust list, for all that rests on it', async () => {
    expect(await remove(`${province.url}/trust-list`, 'seal', 'authority', 'status')).toBe(
      'indeterminate, seal indeterminate trust-list-unreachable, authority indeterminate trust-list-unreachable, status indeterminate trust-list-unreachable',
    );
  });

  it('names a missing sheet', async () => {
    const address = `${province.url}/departments/${province.department.code}/sheet`;
    expect(await remove(address, 'seal', 'authority', 'status')).toBe(
      'indeterminate, seal indeterminate sheet-unreachable, authority indeterminate sheet-unreachable, status passed',
    );
  });

  const files = (changes: Parameters<typeof makeTrustListFile>[2]) => {
    const sheet = makeSheetFile(province);
    return { sheet, trustList: makeTrustListFile(province, sheet, changes) };
  };
  const cases: readonly (readonly [string, () => ProvinceFiles])[] = [
    [
      'trust-list-stale',
      () =>
        files({ draft: { issuedAt: sampleSeconds - 7 * daySeconds, nextUpdate: sampleSeconds } }),
    ],
    [
      'trust-list-ahead',
      () => files({ draft: { issuedAt: sampleSeconds + 61, nextUpdate: sampleSeconds + 100 } }),
    ],
    ['trust-list-malformed', () => files({ typ: 'department-sheet+jwt' })],
    ['trust-list-malformed', () => files({ claims: { number: 0 } })],
    ['trust-list-untrusted', () => files({ signer: province.statusSigner })],
    ['trust-list-untrusted', () => files({ signer: stranger.listSigner })],
    ['trust-list-mismatch', () => files({ draft: { provinceUrl: 'https://other.example' } })],
    [
      'sheet-mismatch',
      () => ({ ...files({}), sheet: makeSheetFile(province, { draft: { number: 2 } }) }),
    ],
    ['sheet-malformed', () => sheetOf({ claims: { number: -1 } })],
    ['sheet-malformed', () => sheetOf({ typ: 'trust-list+jwt' })],
    [
      'sheet-mismatch',
      () =>
        sheetOf({
          draft: { department: stranger.department, provinceUrl: 'https://other.example' },
        }),
    ],
    ['sheet-stale', () => sheetOf({ draft: { expiresAt: sampleSeconds } })],
  ];
  it.each(cases)('gives a doubt: %s', async (reason, given) => {
    expect(told(await verifyWith(given()), 'seal')).toBe(
      `indeterminate, seal indeterminate ${reason}`,
    );
  });

  it('lets no trust list of a lower number than one seen before stand (R14)', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    await verifier.verify(credential);
    putProvince(verifier.shelf, province, files({ draft: { number: 6, sheets: [] } }));
    const found = await verifier.verify(credential);
    expect([found.verdict, found.trustListNumber]).toEqual(['valid', 7]);
    putProvince(verifier.shelf, province, files({ draft: { number: 8 } }));
    expect((await verifier.verify(credential)).trustListNumber).toBe(8);
  });

  it('refuses it when the one seen before is good no more (R14)', async () => {
    const seconds = sampleSeconds + 1;
    const verifier = makeSampleVerifier(province, {
      files: files({ claims: { exp: seconds, next_update: seconds } }),
    });
    const credential = makeSampleCredential(province);
    await verifier.verify(credential);
    putProvince(verifier.shelf, province, files({ draft: { number: 6 } }));
    verifier.clock.seconds = seconds;
    expect(told(await verifier.verify(credential), 'seal')).toBe(
      'indeterminate, seal indeterminate trust-list-rolled-back',
    );
  });

  it('gives no doubt the last word over a failure', async () => {
    const verifier = makeSampleVerifier(province);
    verifier.shelf.files.delete(province.statusListUrl);
    const content = { expiresAtSeconds: sampleSeconds };
    const found = await verifier.verify(makeSampleCredential(province, { content }));
    expect(told(found, 'period', 'status')).toBe(
      'invalid, period failed expired, status indeterminate status-list-unreachable',
    );
  });
});
