import { describe, expect, it } from 'vitest';
import type { SheetSeal } from '../../shared/formats/department-sheet.ts';
import { digestOf } from '../build/digest-of.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import {
  daySeconds,
  makeSheetFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, sealWith, sheetOf, stranger, verifyWith } = await makeScene();

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
