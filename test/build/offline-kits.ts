import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { departmentSheetMediaType, sheetPath } from '../../shared/formats/department-sheet.ts';
import {
  type OfflineKitDraft,
  offlineKitType,
  toOfflineKitPayload,
} from '../../shared/formats/offline-kit.ts';
import { type KitFile, type KitSection, toKitPart } from '../../shared/formats/offline-kit-file.ts';
import { statusListMediaType } from '../../shared/formats/status-list.ts';
import { trustListMediaType } from '../../shared/formats/trust-list.ts';
import { makeVerifier } from '../../shared/verify/make-verifier.ts';
import {
  makeKitShelf,
  makeOpenOfflineKit,
  type OpenedKit,
} from '../../shared/verify/offline-kit.ts';
import { digestOf } from './digest-of.ts';
import type { ProvinceFiles } from './presented.ts';
import {
  type FileChanges,
  makeSheetFile,
  makeStatusListFile,
  makeTrustListFile,
  type SampleProvince,
  sampleSeconds,
  signJws,
} from './province-pki.ts';

/** A province's files as kits carry them, by part. */
export function toKitFiles(
  province: SampleProvince,
  given: ProvinceFiles = {},
): Readonly<Record<string, readonly KitFile[]>> {
  const { url, department, statusListUrl } = province;
  const sheet = given.sheet ?? makeSheetFile(province);
  const trustList = given.trustList ?? makeTrustListFile(province, sheet);
  const sheetUrl = `${url}/${sheetPath(department.code)}?digest=${digestOf(sheet)}`;
  const status = given.statusList ?? makeStatusListFile(province);
  return {
    trust: [{ address: `${url}/trust-list`, mediaType: trustListMediaType, text: trustList }],
    'sheets/2101': [{ address: sheetUrl, mediaType: departmentSheetMediaType, text: sheet }],
    'status/1': [{ address: statusListUrl, mediaType: statusListMediaType, text: status }],
  };
}

export interface KitGiven extends FileChanges<OfflineKitDraft> {
  readonly files?: ProvinceFiles;
}

/** A province's kit number 5, signed a minute ago, all of its parts at hand. */
export function makeSampleKit(province: SampleProvince, given: KitGiven = {}): KitSection {
  const texts = Object.entries(toKitFiles(province, given.files)).map(
    ([name, files]) => [name, toKitPart(files), files.length] as const,
  );
  const issuedAt = sampleSeconds - 60;
  const payload = toOfflineKitPayload({
    ...{ provinceUrl: province.url, number: 5, issuedAt, nextUpdate: issuedAt + 1200 },
    parts: texts.map(([name, text, files]) => ({
      ...{ name, files, digest: digestOf(text), sizeBytes: Buffer.byteLength(text), since: 1 },
    })),
    ...given.draft,
  });
  const { signer = province.listSigner, typ = offlineKitType, claims } = given;
  return {
    manifest: signJws(signer, typ, { ...payload, ...claims }),
    parts: new Map(texts.map(([, text]) => [digestOf(text), text])),
  };
}

export const anchorOf = (province: SampleProvince) => ({
  ...{ certificate: province.root.certificate, provinceUrl: province.url },
});

/** Opens sample kits of provinces under their anchors. */
export const makeSampleOpen = (...provinces: readonly SampleProvince[]) =>
  makeOpenOfflineKit({ primitives: makeNodePrimitives(), anchors: provinces.map(anchorOf) });

/** A verifier of the first province that has nothing but kits. */
export function makeKitVerifier(
  kits: readonly OpenedKit[],
  provinces: readonly SampleProvince[],
  seconds = sampleSeconds,
) {
  return makeVerifier({
    primitives: makeNodePrimitives(),
    shelf: makeKitShelf(kits),
    anchors: provinces.map(anchorOf),
    ownProvinceUrl: provinces[0]?.url ?? '',
    clock: { now: () => seconds * 1000 },
  });
}
