import { showUnseen } from '../../shared/domain/text.ts';
import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';

/** Our own credentials are far smaller. */
const maxBytes = 1024 * 1024;

/** One thing that a licence says, by its name. */
export interface LicenceItem {
  readonly name: string;
  readonly value: string;
}

function toText(value: JsonValue): string {
  if (Array.isArray(value)) return value.map(toText).join('、');
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value as { readonly name?: JsonValue };
  return name === undefined ? JSON.stringify(value) : toText(name);
}

/** What a licence's credential discloses, as text and as nothing else; what cannot be read says nothing. */
export function listItems(credential: string): readonly LicenceItem[] {
  try {
    const { disclosures } = readCredential(credential, { maxBytes });
    return disclosures.flatMap(({ name, value }) =>
      name === undefined ? [] : [{ name, value: showUnseen(toText(value)) }],
    );
  } catch {
    return [];
  }
}
