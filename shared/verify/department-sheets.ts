import {
  type DepartmentSheet,
  departmentSheetMediaType,
  departmentSheetType,
  readDepartmentSheet,
} from '../formats/department-sheet.ts';
import { readJws } from '../formats/jws.ts';
import type { TrustList } from '../formats/trust-list.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import { BoundedCache } from './bounded-cache.ts';
import type { Evidence } from './evidence.ts';
import type { MaybePromise, Primitives } from './primitives.ts';
import { type Realm, toPlace } from './realm.ts';
import { toText } from './signed-files.ts';
import type { PublicFile, VerifierShelf } from './verifier-shelf.ts';

/** Which department's sheet, as which trust list names it. */
export interface SheetQuestion {
  readonly trustList: TrustList;
  readonly realm: Realm;
  readonly department: string;
  readonly nowSeconds: number;
}

export type FindSheet = (question: SheetQuestion) => MaybePromise<Evidence<DepartmentSheet>>;

/** Largest sheet that is taken. */
export const maxSheetBytes = 1024 * 1024;
const maxSheets = 512;
/** A sheet is checked by its digest, so its age is no question; only how soon to ask again for another. */
const heldSeconds = 60;
/** For a file that is not the one meant: not sooner, however many licences ask. */
const askAgainSeconds = 1;

/**
 * Closes the search for department sheets. A sheet is good because the trust list, which is signed,
 * names the digest of all its bytes: its own signature is for whoever holds it alone, and is not
 * checked here again. One that does not match is asked for once more, then `sheet-mismatch`.
 */
export function makeFindSheet({
  shelf,
  primitives,
}: {
  readonly shelf: VerifierShelf;
  readonly primitives: Primitives;
}): FindSheet {
  const known = new BoundedCache<string, DepartmentSheet>(maxSheets);

  const fetchMatching = async (question: SheetQuestion, digest: string) => {
    const { trustList, realm, department, nowSeconds } = question;
    const { mirror } = toPlace(
      realm,
      `departments/${department}/sheet?digest=${digest}`,
      nowSeconds,
    );
    const request = {
      // With the digest, so that a list that is not the newest finds the sheet it means.
      address: `${trustList.endpoints.sheets}/${department}/sheet?digest=${digest}`,
      ...(mirror === undefined ? {} : { mirror }),
      mediaType: departmentSheetMediaType,
      maxBytes: maxSheetBytes,
    };
    for (const maxAgeSeconds of [heldSeconds, askAgainSeconds]) {
      const file = await shelf.find({ ...request, maxAgeSeconds });
      if (file === undefined) return 'sheet-unreachable';
      if ((await primitives.digest(file.body)) === digest) return file;
    }
    return 'sheet-mismatch';
  };

  const fetchSheet = async (question: SheetQuestion, digest: string) => {
    const file = await fetchMatching(question, digest);
    if (typeof file === 'string') return { reason: file } as const;
    const sheet = unlessRefused(() => readSheet(file));
    if (sheet === undefined) return { reason: 'sheet-malformed' } as const;
    if (!isMeant(sheet, question)) return { reason: 'sheet-mismatch' } as const;
    known.put(digest, sheet);
    return judge(sheet, question);
  };

  return (question) => {
    const digest = question.trustList.sheets.get(question.department);
    if (digest === undefined) return { reason: 'department-unknown' };
    const sheet = known.get(digest);
    return sheet !== undefined && isMeant(sheet, question)
      ? judge(sheet, question)
      : fetchSheet(question, digest);
  };
}

function readSheet(file: PublicFile): DepartmentSheet {
  const jws = readJws(toText(file.body), { typ: departmentSheetType, maxBytes: maxSheetBytes });
  return readDepartmentSheet(jws.payload);
}

function isMeant(sheet: DepartmentSheet, { trustList, department }: SheetQuestion): boolean {
  return sheet.provinceUrl === trustList.provinceUrl && sheet.department.code === department;
}

function judge(sheet: DepartmentSheet, { nowSeconds }: SheetQuestion): Evidence<DepartmentSheet> {
  const { expiresAt = Number.POSITIVE_INFINITY } = sheet;
  return expiresAt <= nowSeconds ? { reason: 'sheet-stale' } : { value: sheet };
}
