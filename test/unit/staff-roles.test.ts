import { describe, expect, it } from 'vitest';
import { type Route, routes as table } from '../../shared/api/routes.ts';
import { rolesApart, type StaffRole, staffScopes } from '../../shared/config/staff-roles.ts';
import { mayCall } from '../../shared/domain/rights.ts';

const routes: readonly Route[] = table;
const opens = (role: StaffRole, { access }: Route) =>
  access !== 'public' && mayCall(staffScopes[role], access);
const openedBy = (role: StaffRole) =>
  routes.filter((route) => opens(role, route)).map(({ method, path }) => `${method} ${path}`);

describe('what a department’s staff may do by their roles', () => {
  it('lets an auditor read and write nothing', () => {
    const opened = openedBy('auditor');
    expect(opened).toContain('GET /v1/licences/{id}');
    expect(opened).toContain('GET /v1/seals/{id}/uses');
    // asks in a body: a holder's code does not belong into an address
    const reading = 'POST /v1/licence-searches';
    expect(opened.filter((key) => !key.startsWith('GET '))).toEqual([reading]);
  });

  it('lets whoever is at a counter do all that its page offers, and nothing to a licence', () => {
    const opened = openedBy('counter');
    for (const offered of ['retrievals', 'retrieval-requests', 'field-checks', 'receipts']) {
      expect(opened).toContain(`POST /v1/${offered}`);
    }
    expect(opened).toContain('GET /v1/retrieval-requests/{id}');
    expect(opened.filter((key) => key.includes('/v1/licences'))).toEqual([]);
  });

  it('lets a maker draft and apply, and confirm neither', () => {
    const opened = openedBy('maker');
    expect(opened).toContain('POST /v1/licences');
    expect(opened).toContain('POST /v1/seals');
    expect(opened).not.toContain('POST /v1/licence-drafts/{id}/confirmations');
    expect(opened).not.toContain('POST /v1/seals/{id}/state-changes');
  });

  it('lets a checker confirm, and make nothing that there is to confirm', () => {
    const opened = openedBy('checker');
    expect(opened).toContain('POST /v1/licence-drafts/{id}/confirmations');
    for (const made of ['POST /v1/licences', 'POST /v1/seals', 'POST /v1/bulk-issues']) {
      expect(opened).not.toContain(made);
    }
  });

  it('lets no department’s staff change the directory', () => {
    for (const role of ['counter', 'maker', 'checker', 'auditor', 'seal-maker'] as const) {
      const opened = routes.filter((route) => opens(role, route));
      expect(opened.filter(({ handler }) => handler.startsWith('governing/'))).toEqual([]);
    }
  });

  it('keeps apart whoever would confirm what they made', () => {
    expect(rolesApart).toContainEqual(['maker', 'checker']);
    for (const pair of rolesApart)
      for (const role of pair) expect(staffScopes).toHaveProperty(role);
  });
});
