import type { IdentityProvider } from '../../shared/config/identity-provider.ts';
import { rolesApart, rolesOfOneClient, staffScopes } from '../../shared/config/staff-roles.ts';
import { type LocalProvince, portsOf, urlOf } from '../province/provinces.ts';

/** Who the sample provider's tokens are for, and which client ids may ask for them. */
export const identityClients = {
  /** The province's own pages. */
  pages: 'yinzheng-pages',
  /** The command line, and whatever else runs on this machine and listens on loopback. */
  native: 'yinzheng-native',
} as const;

/** Levels of login 实名认证等级, and the one that is good enough for licences. */
export const loginLevels = {
  basic: 'urn:yinzheng:login:basic',
  realName: 'urn:yinzheng:login:real-name',
} as const;

/** What the sample provider calls things in its tokens. */
export const identityClaims = {
  codeType: 'id_type',
  code: 'id_number',
  name: 'name',
  organisationCode: 'org_code',
  organisationName: 'org_name',
  codeTypes: { ID_CARD: '111' },
} as const;

/** What the sample provider says of departments' staff, and what each role may do. */
export const identityStaff = {
  clients: 'staff_clients',
  roles: 'staff_roles',
  scopes: staffScopes,
  apart: rolesApart,
  ofOneClient: rolesOfOneClient,
} as const;

/** Address of a province's sample identity provider, and issuer of its tokens. */
export function identityUrlOf(province: LocalProvince): string {
  return `http://127.0.0.1:${portsOf(province).identity}`;
}

/** The sample identity provider as the functions are told of it. */
export function identityProviderOf(province: LocalProvince): IdentityProvider {
  const issuer = identityUrlOf(province);
  return {
    issuer,
    audience: urlOf(province),
    jwksUri: `${issuer}/jwks`,
    pagesClient: identityClients.pages,
    algorithms: ['ES256'],
    levels: [loginLevels.realName],
    claims: identityClaims,
    staff: identityStaff,
  };
}
