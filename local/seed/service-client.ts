import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ClientFile } from './client-file.ts';

/** One POST to the service. */
export interface PostCall {
  readonly path: string;
  readonly body: object;
  readonly idempotencyKey: string;
}

const assertionSeconds = 120;

/** Calls the service as a sample client would, by its own clock. @throws Error with the refusal's type */
export function makeServiceClient(client: ClientFile, clock: Clock) {
  let token: Promise<string> | undefined;
  return async ({ path, body, idempotencyKey }: PostCall): Promise<Record<string, unknown>> => {
    token ??= fetchToken(client, clock);
    const response = await fetch(`${client.issuer}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify(body),
    });
    return readAnswer(response, path);
  };
}

async function fetchToken(client: ClientFile, clock: Clock): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: client.kid, typ: 'JWT' })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + assertionSeconds)
    .sign(await importJWK(client.privateKey, 'ES256'));
  const response = await fetch(`${client.issuer}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  return String((await readAnswer(response, '/oauth/token'))['access_token']);
}

async function readAnswer(response: Response, path: string): Promise<Record<string, unknown>> {
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  const why = [answer['type'] ?? answer['error'], answer['reason'] ?? answer['error_description']];
  throw new Error(`${path}: ${response.status} ${why.filter(Boolean).join(' ')}`);
}
