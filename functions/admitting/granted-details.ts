import type { LicenceRight } from '../../shared/domain/licence-rights.ts';
import { isJsonObject, type JsonValue } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';

const refuse = () => new Problem('unauthenticated', { reason: 'token-claims' });

function readTexts(value: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw refuse();
  return value;
}

/**
 * The authorisation details of a token that we signed: what a request may say was checked when it was
 * made, so that the authoriser needs no schemas.
 * @throws Problem `unauthenticated` for anything that we do not write
 */
export function readGrantedDetails(value: JsonValue): readonly LicenceRight[] {
  if (!Array.isArray(value)) throw refuse();
  return value.map((detail) => {
    if (!isJsonObject(detail)) throw refuse();
    const actions = readTexts(detail['actions']);
    const licenceTypes = readTexts(detail['licence_types']);
    return { actions, licenceTypes } as unknown as LicenceRight;
  });
}
