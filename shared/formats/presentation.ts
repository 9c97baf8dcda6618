import { readCredential } from './credential.ts';

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

/**
 * A credential with these disclosures and no other, in the order in which it has them: its signed part
 * stays as it is, byte for byte.
 */
export function toPresentation(credential: string, items: readonly string[]): string {
  const [signed = ''] = credential.split('~', 1);
  const shown = [...findDisclosures(credential)].flatMap(([name, encoded]) =>
    items.includes(name) ? [encoded] : [],
  );
  return `${[signed, ...shown].join('~')}~`;
}
