import { readCredential } from '../../shared/formats/credential.ts';
import type { JsonValue } from '../../shared/formats/strict-json.ts';

/** Our own credentials are far smaller. */
const maxBytes = 1024 * 1024;

type Named = readonly [name: string, value: JsonValue];

/** What a licence's credential says to whoever sees it, and what it discloses beside; nothing where it cannot be read. */
export function readSaid(credential: string): {
  readonly always: readonly Named[];
  readonly disclosed: readonly Named[];
} {
  try {
    const { jws, disclosures } = readCredential(credential, { maxBytes });
    const disclosed = disclosures.flatMap(({ name, value }) =>
      name === undefined ? [] : [[name, value] as const],
    );
    return { always: Object.entries(jws.payload), disclosed };
  } catch {
    return { always: [], disclosed: [] };
  }
}

/** All of it, by name. */
export function readValues(credential: string): ReadonlyMap<string, JsonValue> {
  const { always, disclosed } = readSaid(credential);
  return new Map([...always, ...disclosed]);
}
