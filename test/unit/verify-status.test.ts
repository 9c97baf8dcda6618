import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../shared/formats/base64url.ts';
import {
  makeSampleCredential,
  makeSampleVerifier,
  type ProvinceFiles,
  sampleIndex,
  withStatus,
} from '../build/presented.ts';
import {
  daySeconds,
  makeSampleSigner,
  makeStatusListFile,
  type SampleSigner,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, statusFile, stranger, verifyWith } = await makeScene();

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
