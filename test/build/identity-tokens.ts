import type { IdentityExpectations } from '../../functions/admitting/verify-identity-token.ts';
import { identityClaims, identityStaff, loginLevels } from '../../local/identity/settings.ts';
import type { IdentityKey } from '../../shared/ports/identity-keys.ts';
import { signJws, type TestKey } from './jwk.ts';

/** What tests expect of an identity provider's tokens. */
export const testIdentityProvider: IdentityExpectations = {
  issuer: 'https://login.example',
  audience: 'http://127.0.0.1:2100',
  algorithms: ['ES256'],
  levels: [loginLevels.realName],
  claims: identityClaims,
  staff: identityStaff,
};

/** A key as the provider publishes it. */
export const toIdentityKey = ({ clientKey }: TestKey): IdentityKey => ({
  ...clientKey.jwk,
  kid: clientKey.kid,
  alg: 'ES256',
  use: 'sig',
});

/** How a token differs from a good one of the first sample person. */
export interface IdentityTokenParts {
  readonly key: TestKey;
  readonly nowSeconds: number;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

/** An access token of the test's identity provider. */
export function makeIdentityToken({ key, nowSeconds, claims, header }: IdentityTokenParts): string {
  const whole = { alg: 'ES256', typ: 'at+jwt', kid: key.clientKey.kid, ...header };
  const honest = {
    ...{ iss: testIdentityProvider.issuer, aud: testIdentityProvider.audience, sub: 'person-1' },
    ...{ iat: nowSeconds, exp: nowSeconds + 900, acr: loginLevels.realName },
    ...{ id_type: 'ID_CARD', id_number: '330106198003161173', name: '高明勇（示例）' },
  };
  return signJws(whole, { ...honest, ...claims }, key.privateKey);
}
