import { readFileSync } from 'node:fs';
import { identityStaff, loginLevels } from './settings.ts';

/** A sample citizen, a sample company with the citizen who represents it, or staff of a sample department. */
export interface Account {
  /** `person-1`, `company-1`, `staff-1`. */
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

/** Clerks of the sample departments' counters; their tokens say nothing of them as citizens. */
const staff: readonly Account[] = [
  {
    slug: 'shenyang-market-regulation',
    department: '沈阳市市场监督管理局（示例）',
    name: '宋佳（示例）',
  },
  {
    slug: 'hangzhou-market-regulation',
    department: '杭州市市场监督管理局（示例）',
    name: '沈悦（示例）',
  },
].map(({ slug, department, name }, index) => ({
  id: `staff-${index + 1}`,
  label: `${department} 窗口 · ${name}`,
  claims: {
    name,
    [identityStaff.clients]: `${slug}-counter`,
    [identityStaff.roles]: 'counter',
  },
}));

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
  ...staff,
];

/** The account of that id. */
export function findAccount(id: string): Account | undefined {
  return accounts.find((one) => one.id === id);
}

/** Levels that a login may be made at, the usual one first. */
export const levels = [loginLevels.realName, loginLevels.basic] as const;
