import { readCredential } from '../../shared/formats/credential.ts';

/** Our own credentials are far smaller. */
const maxBytes = 1024 * 1024;

/** What a credential of our own keeps back until it is disclosed, by name: the encoded disclosure. */
export function findDisclosures(credential: string): ReadonlyMap<string, string> {
  const { disclosures } = readCredential(credential, { maxBytes });
  return new Map(
    disclosures.flatMap(({ name, encoded }) =>
      name === undefined ? [] : [[name, encoded] as const],
    ),
  );
}
