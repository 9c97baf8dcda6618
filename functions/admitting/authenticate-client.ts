import { createHash } from 'node:crypto';
import { type Client, findClientKey } from '../../shared/domain/client.ts';
import { toSpki } from '../../shared/formats/public-jwk.ts';
import type { AssertionUse } from '../../shared/ports/admissions.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Directory } from '../../shared/ports/directory.ts';
import { Problem } from '../../shared/problem/problem.ts';
import type { Primitives } from '../../shared/verify/primitives.ts';
import { type ClientAssertion, readClientAssertion } from './read-client-assertion.ts';

export interface AuthenticateClientPorts {
  readonly directory: Pick<Directory, 'findClient'>;
  readonly primitives: Pick<Primitives, 'verifySignature'>;
  readonly clock: Clock;
  readonly provinceUrl: string;
}

/** Who a client says it is, and how it proves it. */
export interface ClientClaim {
  readonly assertion: string;
  /** Beside the assertion; when given it must name the same client. */
  readonly clientId?: string;
}

/** A client that proved its key; the assertion is yet to be spent. */
export interface ProvenClient {
  readonly client: Client;
  readonly use: AssertionUse;
}

/** @throws Problem `invalid-client` */
export type AuthenticateClient = (claim: ClientClaim) => Promise<ProvenClient>;

const refuse = (reason: string) => new Problem('invalid-client', { reason });

/**
 * Only the client's own keys are looked at, so a `kid` can point nowhere else. One reason for all that
 * may be wrong, so that nobody learns which clients there are.
 */
async function findSigner(
  { directory, primitives, clock }: AuthenticateClientPorts,
  { clientId, kid, signingInput, signature }: ClientAssertion,
): Promise<Client> {
  const client = await directory.findClient(clientId);
  const key = client && findClientKey(client, kid, clock.now());
  if (client?.state !== 'active' || key === undefined) throw refuse('client-key');
  const publicKey = toSpki(key.jwk);
  const signed = { suite: 'ES256', publicKey, signature, data: signingInput } as const;
  if (!(await primitives.verifySignature(signed))) throw refuse('client-key');
  return client;
}

/**
 * Authenticates a client by its assertion: read, for us, fresh, signed by one of its own keys.
 * @see RFC 7523 section 3
 */
export function makeAuthenticateClient(ports: AuthenticateClientPorts): AuthenticateClient {
  return async (claim) => {
    const expected = { audience: ports.provinceUrl, now: ports.clock.now() };
    const assertion = readClientAssertion(claim.assertion, expected);
    const { clientId, jti, expiresAt } = assertion;
    if ((claim.clientId ?? clientId) !== clientId) throw refuse('client-id');
    const client = await findSigner(ports, assertion);
    const jtiDigest = createHash('sha256').update(jti).digest('base64url');
    return { client, use: { client: clientId, jtiDigest, expiresAt } };
  };
}
