import type { LicenceTypeCode } from './ids.ts';

/** What can be done with licences; each goes with the scope `licences:<action>`. */
export const licenceActions = ['issue', 'read', 'change', 'approve'] as const;

export type LicenceAction = (typeof licenceActions)[number];

/** These actions on licences of these types, and no others. */
export interface LicenceRight {
  readonly actions: readonly LicenceAction[];
  readonly licenceTypes: readonly LicenceTypeCode[];
}

/**
 * May a licence of this type be handled so?
 * @param rights what the caller's token was narrowed to; `undefined` when it was not
 */
export function mayHandleLicence(
  rights: readonly LicenceRight[] | undefined,
  action: LicenceAction,
  type: LicenceTypeCode,
): boolean {
  if (rights === undefined) return true;
  return rights.some(
    ({ actions, licenceTypes }) => actions.includes(action) && licenceTypes.includes(type),
  );
}
