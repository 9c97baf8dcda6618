import type {
  ProvinceCountsAnswer,
  ProvinceCountsQuery,
} from '../../../shared/api/province-counts.ts';
import type { ActCount } from '../../../shared/domain/act-count.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { readDepartmentCode } from '../../../shared/domain/social-credit-code.ts';
import type { ActCounts } from '../../../shared/ports/act-counts.ts';
import type { DirectoryListing } from '../../../shared/ports/directory.ts';

/** What counting over all departments needs. */
export interface ShowProvinceCountsPorts {
  readonly counts: ActCounts;
  readonly listing: Pick<DirectoryListing, 'pageDepartments'>;
}

export type ShowProvinceCounts = (query: ProvinceCountsQuery) => Promise<ProvinceCountsAnswer>;

/** @throws Problem `request-invalid` at `/cursor` */
function toPage({ cursor, limit }: ProvinceCountsQuery) {
  if (cursor === undefined) return { limit };
  try {
    return { limit, after: readDepartmentCode(cursor, '') };
  } catch {
    throw invalid('/cursor', 'cursor');
  }
}

type Acts = Readonly<Record<string, number>>;

function addActs(sum: Acts, more: Acts): Acts {
  const added = Object.entries(more).map(([act, by]) => [act, (sum[act] ?? 0) + by] as const);
  return { ...sum, ...Object.fromEntries(added) };
}

/** By type, whatever the seal. */
function toTypes(rows: readonly ActCount[]) {
  const types = Map.groupBy(rows, ({ licenceType }) => licenceType);
  return [...types].map(([licenceType, group]) => ({
    licenceType,
    acts: { ...group.map(({ acts }) => acts).reduce(addActs, {}) },
  }));
}

/**
 * What was done in a month by every department, by type: some departments a page, in the order of their
 * codes, those that did nothing left out. Counted from the same rows that each department sees itself.
 */
export function makeShowProvinceCounts(ports: ShowProvinceCountsPorts): ShowProvinceCounts {
  const { counts, listing } = ports;
  return async (query) => {
    const { found, ...next } = await listing.pageDepartments(toPage(query));
    const rows = await Promise.all(
      found.map(async ({ code: department }) =>
        toTypes(await counts.list(department, query.month)).map((one) => ({ department, ...one })),
      ),
    );
    return { month: query.month, counts: rows.flat(), ...next };
  };
}
