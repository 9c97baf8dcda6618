import {
  type AuthorizationDetails,
  authorizationDetails,
  authorizationDetailsType,
} from '../../shared/api/tokens.ts';
import type { Scope } from '../../shared/domain/client.ts';
import {
  type LicenceAction,
  type LicenceRight,
  licenceActions,
} from '../../shared/domain/licence-rights.ts';
import { type JsonValue, readStrictJson } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';

const maxBytes = 8192;

const invalidDetails = () =>
  new Problem('request-invalid', { reason: 'invalid-authorization-details' });

/** The scope that an action on licences goes with. */
export const scopeOf = (action: LicenceAction): Scope => `licences:${action}`;

/** Rights as a request, a token and an answer spell them. @see RFC 9396 section 2 */
export function toLicenceDetails(rights: readonly LicenceRight[]): AuthorizationDetails {
  return rights.map(({ actions, licenceTypes }) => ({
    type: authorizationDetailsType,
    actions: [...actions],
    licence_types: [...licenceTypes],
  }));
}

function parse(text: string): JsonValue {
  try {
    return readStrictJson(new TextEncoder().encode(text), { maxBytes, integersOnly: true });
  } catch {
    throw invalidDetails();
  }
}

/**
 * Reads a request's authorisation details: none but known types and fields, at least one action and one
 * licence type each.
 * @param text JSON
 * @throws Problem `request-invalid` with reason `invalid-authorization-details`
 * @see RFC 9396 section 5
 */
export function readLicenceDetails(text: string): readonly LicenceRight[] {
  const read = authorizationDetails.safeParse(parse(text));
  if (!read.success) throw invalidDetails();
  return read.data.map(({ actions, licence_types }) => ({ actions, licenceTypes: licence_types }));
}

/** Actions that one of the rights is about. */
export function actionsOf(rights: readonly LicenceRight[]): readonly LicenceAction[] {
  return licenceActions.filter((action) => rights.some(({ actions }) => actions.includes(action)));
}
