import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';

/** Our own credentials are far smaller. */
const maxBytes = 1024 * 1024;

/** All that a licence's credential says by name, told always or disclosed; nothing where it cannot be read. */
export function readValues(credential: string): ReadonlyMap<string, JsonValue> {
  try {
    const { jws, disclosures } = readCredential(credential, { maxBytes });
    const disclosed = disclosures.flatMap(({ name, value }) =>
      name === undefined ? [] : [[name, value] as const],
    );
    return new Map([...Object.entries(jws.payload), ...disclosed]);
  } catch {
    return new Map();
  }
}

/** A holder as the credential has one. */
interface SaidHolder {
  readonly name: string;
  readonly code_type: string;
  readonly code: string;
}

/** Whose it is; of its own department's licences they are always there. */
export function holdersIn(values: ReadonlyMap<string, JsonValue>): readonly SaidHolder[] {
  const said = values.get('holders');
  return Array.isArray(said) ? (said as unknown as readonly SaidHolder[]) : [];
}
