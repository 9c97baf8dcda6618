import { describe, expect, it } from 'vitest';
import type { TrustListDraft } from '../../shared/formats/trust-list.ts';
import type { ShelfRequest } from '../../shared/verify/verifier-shelf.ts';
import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import { makeProvinceCode } from '../build/printed-codes.ts';
import { makeTrustListFile, sampleSeconds } from '../build/province-pki.ts';
import { makeScene, told } from '../build/verifying-scene.ts';

const { province, stranger } = await makeScene();
const address = `${province.url}/trust-list`;
const credential = makeSampleCredential(province);
const printedCode = makeProvinceCode(province);

/** A shelf that holds an older trust list for whoever does not ask whether there is a newer one. */
function makeHolding(draft: Partial<TrustListDraft>) {
  const verifier = makeSampleVerifier(province);
  const old = makeTrustListFile(province, 'older sheet', { draft: { number: 6, ...draft } });
  const held = { body: new TextEncoder().encode(old) };
  const { shelf } = verifier;
  const find = shelf.find.bind(shelf);
  const asked: number[] = [];
  shelf.find = (request) => {
    const { maxAgeSeconds = 0 } = request as ShelfRequest;
    if (request.address !== address) return find(request);
    asked.push(maxAgeSeconds);
    return maxAgeSeconds > 1 ? held : find(request);
  };
  return { verifier, asked };
}
const older = { issuedAt: sampleSeconds - 3601, nextUpdate: sampleSeconds + 60 };

describe('a trust list that is held', () => {
  it.each([
    ['names another sheet', {}],
    ['is older than the licence and does not know the department', { ...older, sheets: [] }],
  ])('is asked for once more when it %s', async (_what, draft) => {
    const digital = makeHolding(draft);
    expect((await digital.verifier.verify(credential)).verdict).toBe('valid');
    expect(digital.asked).toEqual([60, 1]);
    const paper = makeHolding(draft);
    expect((await paper.verifier.present({ printedCode })).verdict).toBe('valid');
    expect(paper.asked).toEqual([60, 1]);
  });

  it('has the last word when it was signed in the second of the licence', async () => {
    const draft = { ...older, issuedAt: sampleSeconds - 3600, sheets: [] };
    const digital = makeHolding(draft);
    const unknown = 'invalid, authority failed department-unknown';
    expect(told(await digital.verifier.verify(credential), 'authority')).toBe(unknown);
    expect(digital.asked).toEqual([60]);
    const paper = makeHolding(draft);
    expect(told(await paper.verifier.present({ printedCode }), 'authority')).toBe(unknown);
    expect(paper.asked).toEqual([60]);
  });
});

describe('a printed code', () => {
  it('that is none fails of its form alone', async () => {
    const found = await makeSampleVerifier(province).present({ printedCode: 'x' });
    expect(found.checks[0]).toMatchObject({
      ...{ name: 'format', outcome: 'failed', reason: 'malformed', detail: expect.any(String) },
    });
    expect(found.verdict).toBe('invalid');
  });

  it('tells nothing of what it shortened when its signature does not hold', async () => {
    const items = [{ code: 'KZ_JYZMC', value: '沈'.repeat(100), isCuttable: true }];
    const forged = makeProvinceCode(province, { items }, stranger.seal);
    const found = await makeSampleVerifier(province).present({ printedCode: forged });
    expect(found).not.toHaveProperty('licence');
  });
});

it('what is longer than any licence is not taken apart', async () => {
  const found = await makeSampleVerifier(province).verify('a'.repeat(256 * 1024 + 1));
  expect(found.checks[0]).toMatchObject({ reason: 'malformed', detail: 'credential-too-large' });
});
