import type { SealBody } from '../../shared/api/seals.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { useWholeList } from '../kit/use-pages.tsx';
import type { DeskContext } from './desk-context.ts';

interface DepartmentAnswer {
  readonly entitlements: readonly {
    readonly type: string;
    readonly from: string;
    readonly until?: string;
  }[];
}

/** The department's seals that are enabled. */
export function useOwnSeals({ call }: Pick<DeskContext, 'call'>) {
  return useWholeList<SealBody>(call, '/v1/seals?state=enabled', 'seals');
}

/** Codes of what the department may issue now; nothing while it is not known which department that is. */
export function useEntitledTypes(
  { call, settings }: Pick<DeskContext, 'call' | 'settings'>,
  department: string,
): readonly string[] {
  const { value } = useLoaded<DepartmentAnswer>(call, `/v1/departments/${department}`);
  const now = settings.now();
  const isNow = ({ from, until }: DepartmentAnswer['entitlements'][number]) =>
    Date.parse(from) <= now && (until === undefined || now < Date.parse(until));
  return [...new Set((value?.entitlements ?? []).filter(isNow).map(({ type }) => type))];
}
