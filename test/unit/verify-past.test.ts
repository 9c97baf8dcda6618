import { describe, expect, it } from 'vitest';
import {
  makeSampleCredential,
  makeSampleVerifier,
  putProvince,
  withStatus,
} from '../build/presented.ts';
import {
  daySeconds,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  sampleSeconds,
} from '../build/province-pki.ts';
import { makeScene, sealStates, told } from '../build/verifying-scene.ts';

const { province } = await makeScene();
const march = sampleSeconds - 20 * daySeconds;
const content = { issuedAtSeconds: march - 3600, notBeforeSeconds: march - 3600 };
const credential = makeSampleCredential(province, { content });
const trustListUrl = `${province.url}/trust-list`;
const issued = { issuedAt: march - 60 };
const sheet = makeSheetFile(province, { draft: { ...issued, ...sealStates(province, march) } });
const listOfMarch = makeTrustListFile(province, sheet, {
  draft: { ...issued, nextUpdate: march, number: 3 },
});

/** Good in March, withdrawn since; March's files are kept. */
function makeLater() {
  const statusList = makeStatusListFile(province, { draft: { entries: withStatus(0x0c) } });
  const trustList = makeTrustListFile(province, sheet);
  const verifier = makeSampleVerifier(province, { files: { sheet, trustList, statusList } });
  verifier.shelf.putPast(trustListUrl, march - 60, listOfMarch);
  const ofMarch = makeStatusListFile(province, { draft: issued });
  verifier.shelf.putPast(province.statusListUrl, march - 60, ofMarch);
  return verifier;
}
const ask = (verifier: ReturnType<typeof makeLater>, seconds?: number) =>
  verifier.verify(credential, seconds === undefined ? {} : { at: seconds * 1000 });

describe('a licence that was withdrawn since', () => {
  it('was valid at the time asked about, by the files of that time, which are named', async () => {
    const then = await ask(makeLater(), march);
    expect(told(then, 'seal', 'authority', 'status')).toBe(
      'valid, seal passed, authority passed, status passed',
    );
    expect(then.proofs?.map(({ kind, number, issuedAt }) => [kind, number, issuedAt])).toEqual([
      ['trust-list', 3, new Date((march - 60) * 1000).toISOString()],
      ['department-sheet', 1, new Date((march - 60) * 1000).toISOString()],
      ['status-list', undefined, new Date((march - 60) * 1000).toISOString()],
    ]);
    expect(then).not.toHaveProperty('statusAgeSeconds');
  });

  it('is asked again as long as what was signed by then may still be on its way', async () => {
    const verifier = makeLater();
    const ages: (number | undefined)[] = [];
    for (const secondsAgo of [60, 3660, 3661, 7200, 20 * daySeconds]) {
      await ask(verifier, sampleSeconds - secondsAgo);
      ages.push(verifier.shelf.ages.get(trustListUrl));
    }
    expect(ages).toEqual([60, 60, 61, 3600, daySeconds]);
  });

  it('is so, too, while nothing can be had of what stands now', async () => {
    const verifier = makeLater();
    verifier.shelf.files.clear();
    expect(told(await ask(verifier, march), 'seal', 'authority', 'status')).toMatch(
      /, seal .*, status passed$/,
    );
    const { files } = makeLater().shelf;
    verifier.shelf.files.clear();
    for (const [address, file] of files) {
      if (address !== trustListUrl) verifier.shelf.files.set(address, file);
    }
    expect(told(await ask(verifier, march), 'seal', 'authority')).toBe(
      'valid, seal passed, authority passed',
    );
  });

  it('is invalid now', async () => {
    expect(told(await ask(makeLater()), 'status')).toBe('invalid, status failed licence-withdrawn');
  });

  it('is told for a past second by the present list from the second of that on', async () => {
    const verifier = makeSampleVerifier(province, { files: { sheet } });
    const ask = async (seconds: number) =>
      told(await verifier.verify(credential, { at: seconds * 1000 }), 'status');
    expect(await ask(sampleSeconds - 5)).toMatch(/, status passed$/);
    expect(await ask(sampleSeconds - 6)).toMatch(/ status-history-unavailable$/);
  });

  it('is told for now by the present list, also by one of a clock that goes ahead', async () => {
    const statusList = makeStatusListFile(province, { draft: { issuedAt: sampleSeconds + 30 } });
    const verifier = makeSampleVerifier(province, { files: { sheet, statusList } });
    const now = { at: sampleSeconds * 1000 };
    expect(told(await verifier.verify(credential), 'status')).toMatch(/, status passed$/);
    expect(told(await verifier.verify(credential, now), 'status')).toMatch(/, status passed$/);
  });

  it('leaves what nobody kept in doubt', async () => {
    const verifier = makeLater();
    expect(told(await ask(verifier, march - 61), 'status')).toBe(
      'indeterminate, status indeterminate status-history-unavailable',
    );
    expect(told(await ask(verifier, march + 2 * daySeconds), 'status')).toBe(
      'indeterminate, status indeterminate status-history-unavailable',
    );
  });

  it('takes the present trust list where that of the time was not kept', async () => {
    const verifier = makeSampleVerifier(province, {
      files: { sheet, trustList: makeTrustListFile(province, sheet) },
    });
    const ofMarch = makeStatusListFile(province, { draft: issued });
    verifier.shelf.putPast(province.statusListUrl, march - 60, ofMarch);
    const then = await ask(verifier, march);
    expect(told(then, 'seal', 'status')).toMatch(/, status passed$/);
  });

  it('is not saved by what was not known then: a seal key in other hands', async () => {
    const verifier = makeLater();
    const compromised = (compromisedFrom: number) => {
      const { seals } = sealStates(province, march);
      const known = makeSheetFile(province, {
        draft: { number: 2, seals: seals.map((seal) => ({ ...seal, compromisedFrom })) },
      });
      const trustList = makeTrustListFile(province, known, {
        draft: { number: 8 + (compromisedFrom % 7) },
      });
      putProvince(verifier.shelf, province, { sheet: known, trustList });
    };
    compromised(march - 7200);
    expect(told(await ask(makeLater(), march), 'seal')).toBe('valid, seal passed');
    expect(told(await ask(verifier, march), 'seal', 'status')).toBe(
      'invalid, seal failed seal-compromised, status passed',
    );
  });
});
