import { describe, expect, it } from 'vitest';
import { makeSampleVerifier, type ProvinceFiles, withStatus } from '../build/presented.ts';
import { makeProvinceCode, toProvinceContent } from '../build/printed-codes.ts';
import { daySeconds, makeSampleProvince, sampleSeconds } from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, stranger, statusFile } = await makeScene();

type Changes = Parameters<typeof makeProvinceCode>[1];
const verifyCode = (printedCode: string, files: ProvinceFiles = {}) =>
  makeSampleVerifier(province, { files }).present({ printedCode });
const verifyWith = (files: ProvinceFiles, changes: Changes = {}) =>
  verifyCode(makeProvinceCode(province, changes), files);

describe('a printed code of our own province', () => {
  it('is valid when every check that applies to paper has passed', async () => {
    const found = await verifyCode(makeProvinceCode(province));
    expect(found.verdict).toBe('valid');
    expect(found.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'format passed',
      'signature passed',
      'chain passed',
      'seal passed',
      'authority passed',
      'period passed',
      'status passed',
      'recognition not-applicable',
      'disclosures not-applicable',
      'holder-binding not-applicable',
    ]);
  });

  it('is shown in the words of a credential, the department by its signed sheet', async () => {
    const found = await verifyCode(makeProvinceCode(province));
    expect(found).toMatchObject({
      licence: {
        identifier: `1.2.156.3005.2.${province.type}.${province.department.code}.7Q2Z0K9V4M1X8C3B6N5L.001.A`,
        type: province.type,
        department: { code: province.department.code, name: province.department.name },
        number: 'JY22101000000018',
        items: {
          KZ_JYZMC: '沈阳某餐饮有限公司（示例）',
          KZ_JYXM: ['热食类食品制售', '冷食类食品制售'],
        },
        issued: '2026-11-22',
        validFrom: '2026-11-22',
        validUntil: '2027-11-21',
        state: 'valid',
      },
      statusAsOf: '2026-11-22T07:59:55.000Z',
      trustListNumber: 7,
    });
    expect(found.licence).not.toHaveProperty('shortened');
    expect(found.licence).not.toHaveProperty('holders');
  });

  it('says what was shortened, so that nobody takes a part for the whole', async () => {
    const items = [{ code: 'KZ_JYZMC', value: '沈'.repeat(100), isCuttable: true }];
    const found = await verifyWith({}, { items, number: '沈'.repeat(64) });
    expect(found.verdict).toBe('valid');
    expect(found.licence?.shortened).toEqual(['KZ_JYZMC', 'number']);
  });

  it('has no end when it names none', async () => {
    const { expiresAtSeconds: _, ...open } = toProvinceContent(province);
    const found = await verifyWith({}, { ...open, expiresAtSeconds: undefined as never });
    expect(found.verdict).toBe('valid');
    expect(found.licence).not.toHaveProperty('validUntil');
  });

  it('proves the licence and never who shows it (Q01)', async () => {
    const policy = { holderBinding: 'required', nonce: 'n', audience: 'a' } as const;
    const printedCode = makeProvinceCode(province);
    const found = await makeSampleVerifier(province).present({ printedCode }, { policy });
    expect(told(found, 'holder-binding')).toBe(
      'invalid, holder-binding failed holder-binding-missing',
    );
  });

  it.each([
    ['expired', { expiresAtSeconds: sampleSeconds - 1 }],
    ['not-yet-valid', { notBeforeSeconds: sampleSeconds + 3600 }],
    ['issued-in-future', { issuedAtSeconds: sampleSeconds + 3600 }],
  ] as const)('refuses with %s', async (reason, changes) => {
    expect(told(await verifyWith({}, changes), 'period')).toMatch(
      new RegExp(`^in.*period failed ${reason}$`),
    );
  });

  it.each([
    [2, 'licence-suspended'],
    [12, 'licence-withdrawn'],
  ])('asks the status list: %i is %s', async (status, reason) => {
    const found = await verifyWith(statusFile({ draft: { entries: withStatus(status) } }));
    expect(told(found, 'status')).toBe(`invalid, status failed ${reason}`);
  });

  it('names the version that supersedes it', async () => {
    const found = await verifyWith(statusFile({ draft: { entries: withStatus(3) } }), {
      subject: '11100000MB0341032Y90211210100MB9Y10011Q3CAF0S9SRBDLYMZ15QEI001C',
    });
    expect(told(found, 'status')).toBe('invalid, status failed licence-superseded');
    expect(found.licence?.successor).toMatch(/\.3CAF0S9SRBDLYMZ15QEI\.002\.[0-9A-Z]$/);
  });

  it('is verified again without asking the shelf for more than what it names', async () => {
    const verifier = makeSampleVerifier(province);
    const printedCode = makeProvinceCode(province);
    await verifier.present({ printedCode });
    const asked = new Set(verifier.shelf.asked.map((address) => address.split('?')[0]));
    expect(asked).toEqual(
      new Set([
        `${province.url}/trust-list`,
        `${province.url}/departments/${province.department.code}/sheet`,
        province.statusListUrl,
      ]),
    );
  });
});

describe('who issued it', () => {
  it('may not have issued a type that its sheet does not name', async () => {
    const found = await verifyWith(
      {},
      {
        subject: `11100000MB0341032Y901${province.department.code}7Q2Z0K9V4M1X8C3B6N5L001A`,
      },
    );
    expect(told(found, 'authority')).toBe('invalid, authority failed type-not-authorised');
  });

  it('is no department that the trust list does not name', async () => {
    const subject = `${province.type}1121010000000000007Q2Z0K9V4M1X8C3B6N5L001A`;
    const found = await verifyWith({}, { subject });
    expect(told(found, 'authority', 'signature')).toBe(
      'invalid, authority failed department-unknown, signature indeterminate not-checked',
    );
  });

  it('is no province that nobody here trusts, and its address is never asked (Q02, Q07)', async () => {
    const test = await makeSampleProvince({ url: 'https://test.yinzheng.liaoning.example' });
    const verifier = makeSampleVerifier(province);
    const found = await verifier.present({ printedCode: makeProvinceCode(test) });
    expect(told(found, 'chain', 'signature')).toBe(
      'invalid, chain failed chain-untrusted, signature indeterminate not-checked',
    );
    expect(found).not.toHaveProperty('licence');
    expect(verifier.shelf.asked.filter((one) => one.startsWith(test.url))).toEqual([]);
  });

  it('is in doubt while nothing can be reached (Q06)', async () => {
    const verifier = makeSampleVerifier(province);
    verifier.shelf.files.clear();
    const found = await verifier.present({ printedCode: makeProvinceCode(province) });
    expect(told(found, 'chain')).toBe('indeterminate, chain indeterminate trust-list-unreachable');
  });

  it('is in doubt when the trust list is from last month (Q06)', async () => {
    const verifier = makeSampleVerifier(province);
    verifier.clock.seconds += 30 * daySeconds;
    const found = await verifier.present({ printedCode: makeProvinceCode(province) });
    expect(told(found, 'chain')).toBe('indeterminate, chain indeterminate trust-list-stale');
  });
});

describe('the status', () => {
  it('of a code with a wrong signature is asked of nobody', async () => {
    const verifier = makeSampleVerifier(province);
    const printedCode = makeProvinceCode(province, {}, stranger.seal);
    const found = await verifier.present({ printedCode });
    expect(told(found, 'chain', 'signature', 'status')).toBe(
      'invalid, chain passed, signature failed signature-invalid, status indeterminate not-checked',
    );
    expect(verifier.shelf.asked).not.toContain(province.statusListUrl);
  });
});
