import type { AskedAuthorisation } from '../../shared/api/authorisations.ts';
import { type Delegation, delegationStateAt } from '../../shared/domain/delegation.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { type FieldError, Problem } from '../../shared/problem/problem.ts';

/**
 * What a delegate asks stays within what was delegated: licences, purpose, time.
 * @throws Problem `state-conflict` for a delegation that does not hold, `request-invalid`: `not-delegated`
 */
export function checkDelegated(
  delegation: Delegation,
  asked: AskedAuthorisation,
  now: Moment,
): void {
  const state = delegationStateAt(delegation, now);
  if (state !== 'active') throw new Problem('state-conflict', { reason: `delegation-${state}` });
  const { licences, itemCodes, until, from } = delegation;
  const errors: FieldError[] = asked.licences.flatMap(({ licenceId }, index) =>
    licences.includes(licenceId)
      ? []
      : [{ pointer: `/licences/${index}/licenceId`, code: 'not-delegated' }],
  );
  if (itemCodes.length > 0 && !itemCodes.includes(asked.purpose.itemCode)) {
    errors.push({ pointer: '/purpose/itemCode', code: 'not-delegated' });
  }
  if (asked.until > until) errors.push({ pointer: '/until', code: 'not-delegated' });
  if ((asked.from ?? now) < from) errors.push({ pointer: '/from', code: 'not-delegated' });
  if (errors.length > 0) throw new Problem('request-invalid', { errors });
}
