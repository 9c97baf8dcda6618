import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { toTokenKeyId } from '../../functions/admitting/access-token.ts';
import { scopes as allScopes, type Client } from '../../shared/domain/client.ts';
import { makeAdmittingZone, provinceUrl } from './admitting-zone.ts';
import { shenyang } from './callers.ts';
import { makeProof, type ProofParts, thumbprintOf } from './dpop-proofs.ts';
import { makeTestKey, signJws } from './jwk.ts';

/** Signs the tokens that the authoriser takes. */
export const tokenKey = makeTestKey();
/** To which a token is bound unless told. */
export const proofKey = makeTestKey();

/** How a test's request differs from a good one. */
export interface AskingParts {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signer?: typeof tokenKey;
  readonly proof?: Partial<ProofParts>;
  readonly prover?: typeof proofKey;
  /** Replaces the whole header. */
  readonly authorization?: (token: string) => string | undefined;
}

/** The authoriser over a client with all scopes, asked with tokens and proofs as they come. */
export function makeAuthoriserScene(client: Partial<Client> = {}) {
  const zone = makeAdmittingZone({ tokenKey, client: { scopes: allScopes, ...client } });
  const makeToken = ({ claims, header, signer = tokenKey }: AskingParts) => {
    const iat = zone.nowSeconds();
    const { id } = zone.client;
    const honest = {
      ...{ iss: provinceUrl, aud: provinceUrl, sub: id, client_id: id, iat, exp: iat + 600 },
      ...{ jti: 'token-1', scope: 'licences:issue', department: shenyang },
      cnf: { jkt: thumbprintOf(proofKey) },
    };
    const kid = toTokenKeyId('token-key');
    const whole = { alg: 'ES256', typ: 'at+jwt', kid, ...header };
    return signJws(whole, { ...honest, ...claims }, signer.privateKey);
  };
  const makeHeaders = async (method: string, path: string, parts: AskingParts) => {
    const accessToken = makeToken(parts);
    const nonce = await zone.nonces.current();
    const usual = { method, url: `${provinceUrl}${path}`, nonce, nowSeconds: zone.nowSeconds() };
    const { authorization = (token: string) => `DPoP ${token}`, prover = proofKey } = parts;
    return {
      authorization: authorization(accessToken),
      dpop: makeProof(prover, { ...usual, accessToken, ...parts.proof }),
    };
  };
  const send = (routeKey: string, path: string, headers: Record<string, string | undefined>) =>
    zone.authorise({
      ...{ routeKey, rawPath: path, headers },
      requestContext: { requestId: 'request-1', http: { method: routeKey.split(' ')[0] } },
    } as unknown as APIGatewayRequestAuthorizerEventV2);
  /** What the function's edge would see: who calls, or why nobody does. */
  const admit = async (parts: AskingParts = {}, routeKey = 'POST /v1/licences') => {
    const [method = '', path = ''] = routeKey.split(' ');
    const answer = await send(routeKey, path, await makeHeaders(method, path, parts));
    return { isAuthorized: answer.isAuthorized, ...answer.context } as Record<string, unknown>;
  };
  const refusal = async (parts: AskingParts) => {
    const { refusal: code, reason } = await admit(parts);
    return [code, reason];
  };
  return { ...zone, admit, refusal, send, makeHeaders };
}
