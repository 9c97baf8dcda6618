import type { Admissions } from '../../../shared/ports/admissions.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { AuthenticateClient, ClientClaim } from '../authenticate-client.ts';
import type { AccessToken, ReadAccessToken } from '../read-access-token.ts';

export interface RevokeTokenPorts {
  readonly authenticateClient: AuthenticateClient;
  readonly readAccessToken: ReadAccessToken;
  readonly admissions: Pick<Admissions, 'spend' | 'revokeToken'>;
}

/** What a client gives up. */
export interface RevokeTokenCommand extends ClientClaim {
  readonly token: string;
}

export type RevokeToken = (command: RevokeTokenCommand) => Promise<'revoked' | 'not-in-force'>;

/** A token that is none of ours, or has ended, opens nothing: giving it up is done already. */
function ignoreRefusal(error: unknown): undefined {
  if (error instanceof Problem && error.code === 'unauthenticated') return undefined;
  throw error;
}

/**
 * Takes an access token out of force before its time, for the client that it was given to.
 * @throws Problem `invalid-client`, `request-invalid` for another client's token, `service-unavailable`
 * @see RFC 7009 section 2
 */
export function makeRevokeToken(ports: RevokeTokenPorts): RevokeToken {
  const { authenticateClient, readAccessToken, admissions } = ports;
  return async (command) => {
    const { client, use } = await authenticateClient(command);
    if ((await admissions.spend(use)) === 'used') {
      throw new Problem('invalid-client', { reason: 'assertion-replayed' });
    }
    const read: Promise<AccessToken | undefined> = readAccessToken(command.token);
    const token = await read.catch(ignoreRefusal);
    if (token === undefined) return 'not-in-force';
    if (token.clientId !== client.id) {
      throw new Problem('request-invalid', { reason: 'token-of-another-client' });
    }
    await admissions.revokeToken(token);
    return 'revoked';
  };
}
