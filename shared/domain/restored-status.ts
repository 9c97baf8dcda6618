import { stateRules } from './licence-state.ts';

const endedStatuses = new Set(
  Object.values(stateRules)
    .filter(({ ended }) => ended)
    .map(({ status }) => status as number),
);

/** Is it the status of a licence that does not come back? */
export const isEndedStatus = (status: number): boolean => endedStatuses.has(status);

/**
 * What a restored register's entry has to say, where a list was published in the time that was lost: the
 * more careful of the two. Undefined where the register's own stays.
 * @param restored status in the register, 0 where it has none
 * @param published status in the newest published list
 */
export function toCarefulStatus(restored: number, published: number): number | undefined {
  if (published === 0 || endedStatuses.has(restored)) return undefined;
  return restored === 0 || endedStatuses.has(published) ? published : undefined;
}
