import { toIdentityVariable } from '../../shared/config/identity-provider.ts';
import { variables } from '../../shared/config/variables.ts';

/** Values that let every function start; none of what they name is reached. */
export const startEnvironment: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(variables).map((name) => [name, 'x'])),
  [variables.trustAnchors]: 'AAAA',
  [variables.writingEpoch]: '1',
  [variables.identityProvider]: toIdentityVariable({
    issuer: 'https://identity.example',
    audience: 'yinzheng',
    jwksUri: 'https://identity.example/jwks',
    pagesClient: 'pages',
    algorithms: ['ES256'],
    levels: ['high'],
    claims: {
      ...{ codeType: 'id_type', code: 'id_number', name: 'name' },
      ...{ organisationCode: 'org_code', organisationName: 'org_name', codeTypes: {} },
    },
    staff: {
      clients: 'staff_clients',
      roles: 'staff_roles',
      scopes: {},
      apart: [],
      ofOneClient: [],
    },
  }),
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
};
