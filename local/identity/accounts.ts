import { readFileSync } from 'node:fs';
import type { StaffRole } from '../../shared/config/staff-roles.ts';
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

interface SampleStaff {
  /** One, or several separated by spaces. */
  readonly client: string;
  readonly role: StaffRole;
  readonly of: string;
  readonly name: string;
}

const market = 'shenyang-market-regulation';
const land = 'dalian-natural-resources';
const sampleStaff: readonly SampleStaff[] = [
  {
    client: `${market}-counter`,
    role: 'counter',
    of: '沈阳市市场监督管理局（示例）窗口',
    name: '宋佳',
  },
  {
    client: 'hangzhou-market-regulation-counter',
    ...{ role: 'counter', of: '杭州市市场监督管理局（示例）窗口', name: '沈悦' },
  },
  {
    client: `${market}-maker`,
    role: 'maker',
    of: '沈阳市市场监督管理局（示例）经办',
    name: '周敏',
  },
  {
    client: `${market}-checker`,
    role: 'checker',
    of: '沈阳市市场监督管理局（示例）复核',
    name: '郑凯',
  },
  {
    client: `${market}-auditor`,
    role: 'auditor',
    of: '沈阳市市场监督管理局（示例）审计',
    name: '何静',
  },
  { client: `${land}-maker`, role: 'maker', of: '大连市自然资源局（示例）经办', name: '罗斌' },
  { client: `${land}-checker`, role: 'checker', of: '大连市自然资源局（示例）复核', name: '谢芳' },
  { client: 'liaoning-seal-maker', role: 'seal-maker', of: '制章机构（示例）', name: '唐磊' },
  { client: 'liaoning-governor-one', role: 'governor', of: '辽宁省管理（示例）', name: '韩雪' },
  { client: 'liaoning-governor-two', role: 'governor', of: '辽宁省管理（示例）', name: '冯超' },
  {
    client: `${market}-counter shenyang-health-counter`,
    ...{ role: 'counter', of: '沈阳市政务服务大厅（示例）综合窗口', name: '苏晴' },
  },
];

/** Staff of the sample departments; their tokens say nothing of them as citizens. */
const staff: readonly Account[] = sampleStaff.map(({ client, role, of, name }, index) => ({
  id: `staff-${index + 1}`,
  label: `${of} · ${name}（示例）`,
  claims: {
    name: `${name}（示例）`,
    [identityStaff.clients]: client,
    [identityStaff.roles]: role,
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
