import { readIdentityProvider } from '../../../shared/config/identity-provider.ts';
import { readVariables } from '../../../shared/config/variables.ts';
import { makeShowMetadataHandler } from './handler.ts';

const { provinceUrl, identityProvider } = readVariables(process.env, [
  'provinceUrl',
  'identityProvider',
]);
const { issuer: identityIssuer } = readIdentityProvider(identityProvider);

/** `GET /.well-known/oauth-authorization-server`, `GET /.well-known/oauth-protected-resource` */
export const handler = makeShowMetadataHandler({ provinceUrl, identityIssuer });
