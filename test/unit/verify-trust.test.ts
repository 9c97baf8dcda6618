import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/formats/base64url.ts';
import type { SheetSeal } from '../../shared/formats/department-sheet.ts';
import type { CheckName } from '../../shared/verify/verdict.ts';
import { digestOf } from '../build/digest-of.ts';
import {
  makeSampleCredential,
  makeSampleVerifier,
  type ProvinceFiles,
  putProvince,
  sampleIndex,
  withStatus,
} from '../build/presented.ts';
import {
  daySeconds,
  makeSampleSigner,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleSigner,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, sealWith, sheetOf, statusFile, stranger, verifyWith } = await makeScene();

const makeIdentifierOf = (department: string) =>
  `1.2.156.3005.2.${province.type}.${department}.7Q2Z0K9V4M1X8C3B6N5L.001.0`;

describe('the seal at the time of signing', () => {
  it('refuses a seal that was suspended when it was used', async () => {
    const states: SheetSeal['states'] = [
      { state: 'enabled', from: sampleSeconds - 20 * daySeconds },
      { state: 'suspended', from: sampleSeconds - 7200 },
    ];
    expect(told(await verifyWith(sealWith({ states })), 'seal')).toBe(
      'invalid, seal failed seal-suspended',
    );
  });

  it('accepts a seal that was suspended after it was used', async () => {
    const states: SheetSeal['states'] = [
      { state: 'enabled', from: sampleSeconds - 20 * daySeconds },
      { state: 'suspended', from: sampleSeconds - 1800 },
    ];
    expect(told(await verifyWith(sealWith({ states })), 'seal')).toBe('valid, seal passed');
  });

  it.each<readonly [string, Partial<SheetSeal>]>([
    ['seal-cancelled', { states: [{ state: 'cancelled', from: sampleSeconds - 7200 }] }],
    ['seal-not-yet-enabled', { states: [{ state: 'enabled', from: sampleSeconds - 100 }] }],
    ['seal-compromised', { compromisedFrom: sampleSeconds - 7200 }],
    ['seal-unknown', { certificate: digestOf('another') }],
  ])('refuses with %s', async (reason, change) => {
    expect(told(await verifyWith(sealWith(change)), 'seal')).toBe(`invalid, seal failed ${reason}`);
  });

  it('doubts a signing time that only the later compromised seal vouches for (X19)', async () => {
    const found = await verifyWith(sealWith({ compromisedFrom: sampleSeconds - 60 }));
    expect(told(found, 'seal')).toBe('indeterminate, seal indeterminate seal-time-unproven');
  });

  it('refuses the seal of another department (J15)', async () => {
    const department = { code: '11210100MB9Y10046B', name: '卫生健康委员会（示例）' };
    const identifier = makeIdentifierOf(department.code);
    const found = await verifyWith({}, { content: { department, identifier } });
    expect(told(found, 'seal')).toBe('invalid, seal failed seal-of-another-department');
  });

  it('refuses a seal under an authority that the trust list does not name', async () => {
    const sheet = makeSheetFile(province);
    const draft = { sealingCas: [stranger.sealingCa.certificate] };
    const trustList = makeTrustListFile(province, sheet, { draft });
    expect(told(await verifyWith({ sheet, trustList }), 'seal')).toBe(
      'invalid, seal failed seal-authority-unlisted',
    );
  });

  it('doubts rather than refuses while the trust list is older than the licence', async () => {
    const sheet = makeSheetFile(province, { draft: { seals: [] } });
    const draft = { issuedAt: sampleSeconds - 7200, nextUpdate: sampleSeconds };
    const trustList = makeTrustListFile(province, sheet, { draft });
    expect(told(await verifyWith({ sheet, trustList }), 'seal')).toBe(
      'indeterminate, seal indeterminate trust-list-behind',
    );
  });
});

describe('authority', () => {
  it('refuses a department that may not issue the type', async () => {
    const found = await verifyWith(sheetOf({ draft: { mayIssue: [] } }));
    expect(told(found, 'authority', 'seal')).toBe(
      'invalid, authority failed type-not-authorised, seal passed',
    );
  });

  it('asks for the entitlement at signing time, not now', async () => {
    const from = sampleSeconds - 20 * daySeconds;
    const ended = (until: number) =>
      sheetOf({ draft: { mayIssue: [{ type: province.type, from, until }] } });
    expect(told(await verifyWith(ended(sampleSeconds - 1800)), 'authority')).toBe(
      'valid, authority passed',
    );
    expect(told(await verifyWith(ended(sampleSeconds - 3600)), 'authority')).toBe(
      'invalid, authority failed type-not-authorised',
    );
  });

  it('refuses a department that the trust list does not name', async () => {
    const sheet = makeSheetFile(province);
    const trustList = makeTrustListFile(province, sheet, { draft: { sheets: [] } });
    expect(told(await verifyWith({ sheet, trustList }), 'authority')).toBe(
      'invalid, authority failed department-unknown',
    );
  });

  it.each([
    ['issuer-of-another-province', { issuer: 'https://yinzheng.zhejiang.example' }],
    ['type-mismatch', { vct: 'https://yinzheng.liaoning.example/licence-types/111' }],
    ['identifier-mismatch', { identifier: '1.2.156.3005.2.X.Y.Z.001.0' }],
  ])('refuses with %s', async (reason, content) => {
    expect(told(await verifyWith({}, { content }), 'authority')).toBe(
      `invalid, authority failed ${reason}`,
    );
  });
});

describe('period', () => {
  it.each([
    ['passed', -10, {}],
    [
      'failed issued-in-future',
      0,
      { issuedAtSeconds: sampleSeconds + 61, notBeforeSeconds: sampleSeconds },
    ],
    ['failed not-yet-valid', 0, { notBeforeSeconds: sampleSeconds + 61 }],
    ['failed expired', 0, { expiresAtSeconds: sampleSeconds }],
    ['passed', 0, { expiresAtSeconds: sampleSeconds + 1 }],
    ['passed', 0, { issuedAtSeconds: sampleSeconds + 10, notBeforeSeconds: sampleSeconds + 10 }],
  ])('says %s', async (outcome, _offset, content) => {
    const found = await verifyWith({}, { content });
    expect(told(found, 'period')).toMatch(new RegExp(`period ${outcome}$`));
  });

  it('ends a licence without `exp` with the last day on its face, in Asia/Shanghai', async () => {
    const { expiresAtSeconds: _left, ...content } = {
      expiresAtSeconds: 0,
      validUntil: '2026-11-22',
    };
    const credential = makeSampleCredential(province, {
      content: { ...content, expiresAtSeconds: undefined as never },
    });
    const verifier = makeSampleVerifier(province);
    const endOfDay = Date.UTC(2026, 10, 22, 16) / 1000;
    const before = await verifier.verify(credential, { at: (endOfDay - 1) * 1000 });
    const after = await verifier.verify(credential, { at: endOfDay * 1000 });
    expect(told(before, 'period')).toMatch(/period passed$/);
    expect(told(after, 'period')).toMatch(/period failed expired$/);
  });

  it('is asked at the time asked about', async () => {
    const verifier = makeSampleVerifier(province);
    const at = (sampleSeconds - 2 * 3600) * 1000;
    expect(
      told(await verifier.verify(makeSampleCredential(province), { at }), 'period', 'status'),
    ).toBe('invalid, period failed not-yet-valid, status indeterminate status-history-unavailable');
  });
});

describe('status', () => {
  it.each([
    [0x01, 'licence-ended', 'invalid'],
    [0x02, 'licence-suspended', 'suspended'],
    [0x03, 'licence-superseded', 'superseded'],
    [0x0c, 'licence-withdrawn', 'withdrawn'],
    [0x0d, 'licence-penalty-revoked', 'penalty-revoked'],
    [0x0e, 'licence-deregistered', 'deregistered'],
    [0x0f, 'licence-transferred', 'transferred'],
  ])('fails for status %i with %s', async (status, reason, state) => {
    const found = await verifyWith(statusFile({ draft: { entries: withStatus(status) } }));
    expect(told(found, 'status')).toBe(`invalid, status failed ${reason}`);
    expect(found.licence?.state).toBe(state);
  });

  it('names the successor of a superseded version', async () => {
    const found = await verifyWith(statusFile({ draft: { entries: withStatus(0x03) } }));
    expect(found.licence?.successor).toMatch(/\.7Q2Z0K9V4M1X8C3B6N5L\.002\.[0-9A-Z]$/);
  });

  it('fails for a value that nobody defined, and shows no state', async () => {
    const found = await verifyWith(statusFile({ draft: { entries: withStatus(0x07) } }));
    expect(told(found, 'status')).toBe('invalid, status failed status-unknown');
    expect(found.licence).not.toHaveProperty('state');
  });

  it('is not moved by the entries beside it', async () => {
    const entries = [sampleIndex - 1, sampleIndex + 1].map((index) => ({ index, status: 0x0f }));
    expect(told(await verifyWith(statusFile({ draft: { entries } })), 'status')).toBe(
      'valid, status passed',
    );
  });

  it('fails for an index that the list does not have (T07)', async () => {
    const status = { uri: province.statusListUrl, index: 2 ** 17 };
    expect(told(await verifyWith({}, { content: { status } }), 'status')).toBe(
      'invalid, status failed status-out-of-range',
    );
  });

  it.each([
    'https://elsewhere.example/status-lists/north-000001',
    'https://yinzheng.liaoning.example.evil/status-lists/north-000001',
    'https://yinzheng.liaoning.example/status-lists/../trust-list',
    'https://yinzheng.liaoning.example/status-lists/a/b',
    'https://yinzheng.liaoning.example/status-lists/a?time=1',
    'https://yinzheng.liaoning.example/status-lists/',
  ])('asks no list outside its province: %s', async (uri) => {
    const verifier = makeSampleVerifier(province);
    const content = { status: { uri, index: 1 } };
    const found = await verifier.verify(makeSampleCredential(province, { content }));
    expect(told(found, 'status')).toBe('invalid, status failed status-list-elsewhere');
    expect(verifier.shelf.asked).not.toContain(uri);
  });

  it('answers for the past only from the date of its list', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    const ask = async (seconds: number) =>
      told(await verifier.verify(credential, { at: seconds * 1000 }), 'status');
    expect(await ask(sampleSeconds - 5)).toBe('valid, status passed');
    expect(await ask(sampleSeconds - 6)).toBe(
      'indeterminate, status indeterminate status-history-unavailable',
    );
    expect(await ask(sampleSeconds + 61)).toBe(
      'indeterminate, status indeterminate status-history-unavailable',
    );
  });
});

describe('a status list that is not good', () => {
  let otherList: SampleSigner;
  beforeAll(async () => {
    otherList = await makeSampleSigner({
      profile: 'status-signer',
      province: province.name,
      commonName: '另一状态签署（示例）',
      issuer: province.root,
    });
  });

  const cases: readonly (readonly [string, string, () => ProvinceFiles])[] = [
    [
      'T03 stale',
      'status-list-stale',
      () => statusFile({ draft: { issuedAt: sampleSeconds - daySeconds } }),
    ],
    [
      'from the future',
      'status-list-ahead',
      () => statusFile({ draft: { issuedAt: sampleSeconds + 61 } }),
    ],
    ['T05 of another type', 'status-list-malformed', () => statusFile({ typ: 'JWT' })],
    ['T05 not signed', 'status-list-malformed', () => ({ statusList: 'eyJhbGciOiJub25lIn0.e30.' })],
    [
      'T05 signed by the list signer',
      'status-list-untrusted',
      () => statusFile({ signer: province.listSigner }),
    ],
    ['T05 signed by a seal', 'status-list-untrusted', () => statusFile({ signer: province.seal })],
    [
      'T05 signed by a status signer that the trust list does not name',
      'status-list-untrusted',
      () => statusFile({ signer: otherList }),
    ],
    [
      'T05 signed in another province',
      'status-list-untrusted',
      () => statusFile({ signer: stranger.statusSigner }),
    ],
    [
      'T05 signed with another key',
      'status-list-untrusted',
      () =>
        statusFile({ signer: { ...province.statusSigner, privateKey: stranger.seal.privateKey } }),
    ],
    [
      'T06 of another sub',
      'status-list-mismatch',
      () => statusFile({ draft: { address: `${province.url}/status-lists/north-000002` } }),
    ],
    [
      'T06 of another issuer',
      'status-list-mismatch',
      () => statusFile({ draft: { issuer: 'https://other.example' } }),
    ],
    [
      'T07 of three bits',
      'status-list-malformed',
      () => statusFile({ claims: { status_list: { bits: 3, lst: 'eNoDAAAAAAE' } } }),
    ],
    ['empty', 'status-list-malformed', () => ({ statusList: '' })],
  ];
  it.each(cases)('gives a doubt: %s', async (_name, reason, files) => {
    expect(told(await verifyWith(files()), 'status')).toBe(
      `indeterminate, status indeterminate ${reason}`,
    );
  });

  it('gives a doubt when it inflates beyond all bounds (T08)', async () => {
    const { deflateSync } = await import('node:zlib');
    const bomb = toBase64url(deflateSync(new Uint8Array(64 * 2 ** 20)));
    const files = statusFile({ claims: { status_list: { bits: 4, lst: bomb } } });
    expect(told(await verifyWith(files), 'status')).toBe(
      'indeterminate, status indeterminate status-list-malformed',
    );
  });

  it('never stands when it is older than one seen before, which answers instead (T04)', async () => {
    const verifier = makeSampleVerifier(province, {
      files: statusFile({ draft: { entries: withStatus(0x02) } }),
    });
    const credential = makeSampleCredential(province);
    await verifier.verify(credential);
    const older = makeStatusListFile(province, { draft: { issuedAt: sampleSeconds - 6 } });
    verifier.shelf.put(province.statusListUrl, older);
    const found = await verifier.verify(credential);
    expect(told(found, 'status')).toBe('invalid, status failed licence-suspended');
    expect(found.statusAsOf).toBe(new Date((sampleSeconds - 5) * 1000).toISOString());
  });

  it('is refused when it is older than one seen before that is good no more (T04)', async () => {
    const seen = { issuedAt: sampleSeconds - 5, expiresAt: sampleSeconds + 1 };
    const verifier = makeSampleVerifier(province, {
      files: statusFile({ claims: { exp: seen.expiresAt } }),
    });
    const credential = makeSampleCredential(province);
    await verifier.verify(credential);
    const older = makeStatusListFile(province, { draft: { issuedAt: seen.issuedAt - 1 } });
    verifier.shelf.put(province.statusListUrl, older);
    verifier.clock.seconds = seen.expiresAt;
    expect(told(await verifier.verify(credential), 'status')).toBe(
      'indeterminate, status indeterminate status-list-rolled-back',
    );
  });

  it('never stands when it has ended, while one seen before is good', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    await verifier.verify(credential);
    const ended = makeStatusListFile(province, { draft: { issuedAt: sampleSeconds - daySeconds } });
    verifier.shelf.put(province.statusListUrl, ended);
    expect((await verifier.verify(credential)).verdict).toBe('valid');
  });

  it('takes effect as soon as a newer one is on the shelf', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    const put = (status: number, issuedAt: number) =>
      verifier.shelf.put(
        province.statusListUrl,
        makeStatusListFile(province, { draft: { entries: withStatus(status), issuedAt } }),
      );
    put(0x02, sampleSeconds - 4);
    expect((await verifier.verify(credential)).licence?.state).toBe('suspended');
    put(0x00, sampleSeconds - 3);
    expect((await verifier.verify(credential)).verdict).toBe('valid');
  });

  it('goes stale in the hand of whoever holds it', async () => {
    const verifier = makeSampleVerifier(province);
    const credential = makeSampleCredential(province);
    expect((await verifier.verify(credential)).verdict).toBe('valid');
    verifier.clock.seconds += daySeconds;
    expect(told(await verifier.verify(credential), 'status')).toBe(
      'indeterminate, status indeterminate status-list-stale',
    );
  });
});

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
