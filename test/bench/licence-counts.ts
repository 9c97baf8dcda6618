import { makeSampleCredential, makeSampleVerifier } from '../build/presented.ts';
import {
  makeSampleProvince,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
} from '../build/province-pki.ts';
import { measureRatio } from './measure.ts';
import type { Figure } from './table.ts';
import { makeRawVerify } from './verifying.ts';

/** Of a thousand licences so many are suspended, withdrawn or otherwise not valid. */
const notValidInThousand = 12;
const entriesOfList = 2 ** 17;
const differentLicences = 64;
const states = [0x02, 0x0c, 0x0d, 0x0e, 0x0f, 0x03, 0x01];

/** Entries of one list that holds so many licences, at places that look like chance and are the same in every run. */
export function toEntries(licences: number) {
  const count = Math.floor((licences * notValidInThousand) / 1000);
  const places = new Set<number>();
  for (let seed = 1; places.size < count; ) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    places.add(seed >>> 15);
  }
  return [...places].map((index, at) => ({ index, status: states[at % states.length] ?? 1 }));
}

/** How the licences lie in lists, most lists full. */
export function toListSizes(licences: number): readonly number[] {
  const lists = Math.ceil(licences / entriesOfList);
  return Array.from({ length: lists }, (_, at) =>
    at < lists - 1 ? entriesOfList : licences - at * entriesOfList,
  );
}

interface Scene {
  readonly verifier: ReturnType<typeof makeSampleVerifier>;
  readonly credentials: readonly string[];
}

/** A province whose lists hold so many licences, and valid ones of all the lists; lists are made from entries directly, no licence was issued. */
function makeScene(province: SampleProvince, licences: number): Scene {
  const sheet = makeSheetFile(province);
  const files = { sheet, trustList: makeTrustListFile(province, sheet) };
  const verifier = makeSampleVerifier(province, { files });
  const lists = toListSizes(licences).map((size, at) => {
    const address = `${province.url}/status-lists/north-${String(at + 1).padStart(6, '0')}`;
    const entries = toEntries(size);
    verifier.shelf.put(address, makeStatusListFile(province, { draft: { address, entries } }));
    return { address, taken: new Set(entries.map(({ index }) => index)) };
  });
  const credentials = Array.from({ length: differentLicences }, (_, at) => {
    const { address, taken } = lists[at % lists.length] as (typeof lists)[number];
    let index = (at * 2017) % entriesOfList;
    while (taken.has(index)) index += 1;
    return makeSampleCredential(province, { content: { status: { uri: address, index } } });
  });
  return { verifier, credentials };
}

/** Verification beside the number of licences in the lists: it should not be felt. */
export async function measureLicenceCounts(): Promise<readonly Figure[]> {
  const province = await makeSampleProvince();
  const figures: Figure[] = [];
  const shares = new Map<number, number>();
  for (const licences of [1_000, 100_000, 1_000_000]) {
    const { verifier, credentials } = makeScene(province, licences);
    const ratio = await measureRatio({
      ...{ anchor: makeRawVerify(province, credentials), anchorTimes: 200, subjectTimes: 192 },
      subject: async (times) => {
        for (let at = 0; at < times; at += 1) {
          const { verdict } = await verifier.verify(credentials[at % differentLicences] ?? '');
          if (verdict !== 'valid') throw new Error(`a sample licence is ${verdict}`);
        }
      },
    });
    shares.set(licences, 1 / ratio);
    figures.push({
      what: `verification, warm, ${licences.toLocaleString('en')} licences in the lists (seeded): share of raw`,
      ...{ value: 1 / ratio, target: '≥ 0.75', holds: 1 / ratio >= 0.75 },
    });
  }
  const growth = (shares.get(1_000) ?? 0) / (shares.get(1_000_000) ?? 1);
  const what = 'verification at 1,000,000 licences ÷ at 1,000';
  return [...figures, { what, value: growth, target: '≤ 1.25', holds: growth <= 1.25 }];
}
