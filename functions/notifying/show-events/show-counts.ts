import type { CountsAnswer, CountsQuery } from '../../../shared/api/webhooks.ts';
import type { DepartmentCode } from '../../../shared/domain/ids.ts';
import type { ActCounts } from '../../../shared/ports/act-counts.ts';

export type ShowCounts = (department: DepartmentCode, query: CountsQuery) => Promise<CountsAnswer>;

/** What was done to a department's licences in a month, by type and seal. */
export function makeShowCounts({ counts }: { readonly counts: ActCounts }): ShowCounts {
  return async (department, { month }) => {
    const found = await counts.list(department, month);
    return {
      month,
      counts: found.map(({ licenceType, sealId, acts }) => ({
        ...{ licenceType, sealId },
        acts: { ...acts },
      })),
    };
  };
}
