import { readFileSync } from 'node:fs';
import { loginLevels } from './settings.ts';

/** A sample citizen, or a sample company with the citizen who represents it. */
export interface Account {
  /** `person-1`, `company-1`. */
  readonly id: string;
  readonly label: string;
  /** What the provider's tokens say of it. */
  readonly claims: Readonly<Record<string, string>>;
}

interface SampleHolder {
  readonly name: string;
  readonly code: string;
}

const data = JSON.parse(
  readFileSync(new URL('../seed/data/holders.json', import.meta.url), 'utf8'),
) as { readonly persons: readonly SampleHolder[]; readonly organisations: readonly SampleHolder[] };

const toPersonClaims = ({ name, code }: SampleHolder) => ({
  name,
  id_type: 'ID_CARD',
  id_number: code,
});

/** The invented samples as accounts; a company is represented by the person of the same number. */
export const accounts: readonly Account[] = [
  ...data.persons.map((person, index) => ({
    id: `person-${index + 1}`,
    label: person.name,
    claims: toPersonClaims(person),
  })),
  ...data.organisations.flatMap((organisation, index) => {
    const person = data.persons[index];
    if (person === undefined) return [];
    const claims = { org_code: organisation.code, org_name: organisation.name };
    const label = `${organisation.name} · ${person.name}`;
    return [
      { id: `company-${index + 1}`, label, claims: { ...toPersonClaims(person), ...claims } },
    ];
  }),
];

/** The account of that id. */
export function findAccount(id: string): Account | undefined {
  return accounts.find((one) => one.id === id);
}

/** Levels that a login may be made at, the usual one first. */
export const levels = [loginLevels.realName, loginLevels.basic] as const;
