import { findRoute } from '../../../shared/api/find-route.ts';
import type { Caller, Client } from '../../../shared/domain/client.ts';
import { mayCall } from '../../../shared/domain/rights.ts';
import type { Admissions } from '../../../shared/ports/admissions.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { CheckProof, ProofRequest } from '../check-proof.ts';
import type { AccessToken, ReadAccessToken } from '../read-access-token.ts';
import type { TakenRequest, TakeRequest } from './client-quotas.ts';

export interface AuthoriseRequestPorts {
  readonly readAccessToken: ReadAccessToken;
  readonly checkProof: CheckProof;
  readonly directory: Pick<Directory, 'findClient'>;
  readonly admissions: Pick<Admissions, 'spendProof' | 'isTokenRevoked'>;
  readonly takeRequest: TakeRequest;
}

/** A request as far as admitting it goes. */
export interface AdmissionRequest extends Omit<ProofRequest, 'accessToken'> {
  readonly routeKey: string;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
}

/** Who calls, and what the request left of the quota: beyond it, nobody is to be let in. */
export interface Admission {
  readonly caller: Caller;
  readonly taken: TakenRequest;
}

/** @throws Problem `unauthenticated`, `forbidden` where the token does not open this route, `service-unavailable` */
export type AuthoriseRequest = (request: AdmissionRequest) => Promise<Admission>;

const dpop = /^DPoP ([A-Za-z0-9._-]+)$/i;

const refuse = (reason: string) => new Problem('unauthenticated', { reason });

function readAuthorization(authorization: string | undefined): string {
  if (authorization === undefined) throw refuse('token-missing');
  const [, token] = dpop.exec(authorization) ?? [];
  if (token === undefined) throw refuse('token-scheme');
  return token;
}

/** What the token says, as far as the client may still do it. */
function toCaller(token: AccessToken, client: Client): Caller {
  const { department, licenceRights } = token;
  return {
    clientId: client.id,
    ...(department === undefined ? {} : { department }),
    scopes: token.scopes.filter((scope) => client.scopes.includes(scope)),
    ...(licenceRights === undefined ? {} : { licenceRights }),
  };
}

/** One way to the table, three things at once: the proof is spent, token and client are in force now. */
async function findBearer(
  { directory, admissions }: AuthoriseRequestPorts,
  token: AccessToken,
  use: Parameters<Admissions['spendProof']>[0],
): Promise<Client> {
  const [spent, isRevoked, client] = await Promise.all([
    admissions.spendProof(use),
    admissions.isTokenRevoked(token.jti),
    directory.findClient(token.clientId),
  ]);
  if (spent === 'used') throw refuse('proof-replayed');
  if (isRevoked) throw refuse('token-revoked');
  if (client?.state !== 'active' || client.department !== token.department) {
    throw refuse('token-client');
  }
  return client;
}

/**
 * Says who calls, and refuses by default: the token is ours and in force, the proof is made for this
 * request with the key that the token is bound to and used for the first time, the client is still
 * active, and the route's row in the table names one of its scopes.
 * @see RFC 9449 section 7
 */
export function makeAuthoriseRequest(ports: AuthoriseRequestPorts): AuthoriseRequest {
  return async (request) => {
    const text = readAuthorization(request.authorization);
    const token = await ports.readAccessToken(text);
    const key = await ports.checkProof({ ...request, accessToken: text });
    if (key.thumbprint !== token.thumbprint) throw refuse('token-binding');
    const client = await findBearer(ports, token, key.use);
    const taken = await ports.takeRequest(client);
    const caller = toCaller(token, client);
    const access = findRoute(request.routeKey)?.access ?? [];
    if (access === 'public' || !mayCall(caller.scopes, access)) throw new Problem('forbidden');
    return { caller, taken };
  };
}
