import { departmentSheetMediaType } from '../../../shared/formats/department-sheet.ts';
import type { TrustList } from '../../../shared/formats/trust-list.ts';
import { maxSheetBytes } from '../../../shared/verify/department-sheets.ts';
import { sheetFilePath } from '../sheet-file-path.ts';
import { inBatches } from './in-batches.ts';
import { mirrorPath } from './mirror-file.ts';
import type { Mirroring } from './mirror-ports.ts';

const cacheControl = 'public, max-age=31536000, immutable';
/** Name of the mark: all sheets of the list of that number are here. */
const sheets = 'sheets';

/** Fetches the sheets that a trust list names and that are not here yet: under their digests, for ever. */
export async function mirrorSheets(one: Mirroring, trustList: TrustList): Promise<void> {
  const { marks } = one.ports;
  const { code } = one.province;
  const seen = await marks.find(code, sheets);
  if (seen?.order === trustList.number) return;
  const outcomes = await inBatches(one, [...trustList.sheets], ([department, digest]) =>
    mirrorSheet(one, { trustList, department, digest }),
  );
  const isComplete = outcomes.length === trustList.sheets.size && !outcomes.includes(false);
  if (isComplete) await marks.raise(code, sheets, { order: trustList.number, digest: sheets });
}

interface NamedSheet {
  readonly trustList: TrustList;
  readonly department: string;
  readonly digest: string;
}

/** False when it could not be had, or is not the one meant. */
async function mirrorSheet(
  { ports, province, open, here }: Mirroring,
  { trustList, department, digest }: NamedSheet,
): Promise<boolean> {
  const path = mirrorPath(province.code, sheetFilePath(department, digest));
  // a list changes with each of its sheets: with thousands of departments all others are here
  if (here.has(path)) return true;
  if (await ports.shelf.find(path)) return noted();
  const found = await ports.foreignFiles.fetch({
    address: `${trustList.endpoints.sheets}/${department}/sheet?digest=${digest}`,
    mediaType: departmentSheetMediaType,
    maxBytes: maxSheetBytes,
  });
  if (found.outcome === 'refused') return refuse(found.reason);
  if (found.outcome !== 'fetched') return false;
  const { reason } = await open.sheet(found.body, { trustList, department });
  if (reason !== undefined) return refuse(reason);
  await ports.shelf.put(path, {
    body: found.body,
    contentType: departmentSheetMediaType,
    cacheControl,
  });
  return noted();

  function noted(): true {
    here.add(path);
    return true;
  }

  function refuse(why: string): false {
    ports.log.alert('mirror.refused', { province: province.code, file: department, reason: why });
    return false;
  }
}
