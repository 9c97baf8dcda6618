/**
 * What each role of a department's staff 工作人员 may use of the client that they act for. Whoever makes
 * 经办 does not check 复核, and whoever audits 审计 writes nothing.
 */
export const staffScopes = {
  counter: ['licences:retrieve', 'licences:check', 'receipts:make'],
  maker: [
    ...(['licences:issue', 'licences:read', 'licences:change'] as const),
    ...(['seals:apply', 'seals:read', 'events:read', 'webhooks:keep'] as const),
  ],
  checker: ['licences:approve', 'licences:read', 'seals:keep', 'seals:read'],
  auditor: ['licences:read', 'seals:read', 'events:read'],
  'seal-maker': ['seals:make', 'seals:read'],
  governor: ['directory:propose', 'directory:confirm', 'directory:read'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type StaffRole = keyof typeof staffScopes;

/** Roles that one person may not have together, for any client: they would confirm what they proposed. */
export const rolesApart = [
  ['maker', 'checker'],
  ['maker', 'seal-maker'],
  ['checker', 'seal-maker'],
] as const satisfies readonly (readonly [StaffRole, StaffRole])[];

/** Roles that may both propose and confirm: whoever has one acts for a single client, whose proposals others confirm. */
export const rolesOfOneClient = ['governor'] as const satisfies readonly StaffRole[];
