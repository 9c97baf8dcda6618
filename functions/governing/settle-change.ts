import type { AgreedType } from '../../shared/domain/agreement.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import type { DirectoryChange } from '../../shared/domain/proposal-change.ts';
import type { ProvinceAnchor } from '../../shared/domain/recognised-province.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** Whatever may end at the moment at which it is confirmed. */
type Ending = Pick<AgreedType | ProvinceAnchor, 'until'>;

/**
 * A change as it is applied: what was to end on its confirmation ends at that moment.
 * @throws Problem `state-conflict` (`end-passed`) for an end that passed before it was confirmed: what
 * was recognised on a day stays recognised on that day
 */
export function settleChange(change: DirectoryChange, now: Moment): DirectoryChange {
  switch (change.kind) {
    case 'agreement': {
      const settle = settling(change.before?.types ?? [], now);
      return { ...change, after: { ...change.after, types: change.after.types.map(settle) } };
    }
    case 'province': {
      const settle = settling(change.before?.anchors ?? [], now);
      return { ...change, after: { ...change.after, anchors: change.after.anchors.map(settle) } };
    }
    case 'duty': {
      const { before, after } = change;
      if (after.until !== undefined && after.until !== before?.until && after.until < now) {
        throw new Problem('state-conflict', { reason: 'end-passed' });
      }
      return change;
    }
    default:
      return change;
  }
}

function settling<One extends Ending>(before: readonly One[], now: Moment) {
  return (one: One, at: number): One => {
    if (one.until === 'on-confirmation') return { ...one, until: now };
    if (one.until !== undefined && one.until !== before[at]?.until && one.until < now) {
      throw new Problem('state-conflict', { reason: 'end-passed' });
    }
    return one;
  };
}
