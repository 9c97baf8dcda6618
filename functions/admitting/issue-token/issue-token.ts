import { createHash } from 'node:crypto';
import type { Client, Scope } from '../../../shared/domain/client.ts';
import type { LicenceRight } from '../../../shared/domain/licence-rights.ts';
import { toBase64url } from '../../../shared/formats/base64url.ts';
import { toCompact, toSigningInput } from '../../../shared/formats/jws.ts';
import type { Admissions } from '../../../shared/ports/admissions.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { accessTokenSeconds, accessTokenType, toTokenKeyId } from '../access-token.ts';
import type { AuthenticateClient, ClientClaim, ProvenClient } from '../authenticate-client.ts';
import type { CheckProof, ProofRequest, ProvenKey } from '../check-proof.ts';
import { toLicenceDetails } from '../licence-details.ts';
import { narrowGrant } from './narrow-grant.ts';

export interface IssueTokenPorts {
  readonly authenticateClient: AuthenticateClient;
  readonly checkProof: CheckProof;
  readonly admissions: Pick<Admissions, 'spend' | 'spendProof'>;
  readonly signingKeys: SigningKeys;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** KMS key of access tokens. */
  readonly tokenKey: string;
  readonly provinceUrl: string;
}

/** What a client asks for. */
export interface IssueTokenCommand extends ClientClaim {
  readonly proof: ProofRequest;
  /** Separated by single spaces; all that was granted when absent. */
  readonly scope?: string;
  /** What to narrow the token to; the scopes alone say when absent. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** What a token permits. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly licenceRights?: readonly LicenceRight[];
}

export interface IssuedToken extends Grant {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

export type IssueToken = (command: IssueTokenCommand) => Promise<IssuedToken>;

/** Both are spent before a token is made, and only once all else is known to be good. */
async function spend(
  { admissions }: IssueTokenPorts,
  { use }: ProvenClient,
  key: ProvenKey,
): Promise<void> {
  const [assertion, proof] = await Promise.all([
    admissions.spend(use),
    admissions.spendProof(key.use),
  ]);
  if (assertion === 'used') throw new Problem('invalid-client', { reason: 'assertion-replayed' });
  if (proof === 'used') throw new Problem('unauthenticated', { reason: 'proof-replayed' });
}

/** @see RFC 9068 section 2.2, RFC 9449 section 6.1, RFC 9396 section 9.1 */
function toClaims(ports: IssueTokenPorts, client: Client, by: Grant & ProvenKey) {
  const { provinceUrl, clock, random } = ports;
  const iat = Math.floor(clock.now() / 1000);
  return {
    iss: provinceUrl,
    aud: provinceUrl,
    sub: client.id,
    client_id: client.id,
    iat,
    exp: iat + accessTokenSeconds,
    jti: toBase64url(random(16)),
    scope: by.scopes.join(' '),
    ...(client.department === undefined ? {} : { department: client.department }),
    ...(by.licenceRights === undefined
      ? {}
      : { authorization_details: toLicenceDetails(by.licenceRights) }),
    cnf: { jkt: by.thumbprint },
  };
}

/** A token key that is out of reach or off is our outage, not a question of seals. */
async function sign(ports: IssueTokenPorts, signingInput: string): Promise<Uint8Array> {
  const digest = new Uint8Array(createHash('sha256').update(signingInput).digest());
  return ports.signingKeys.sign(ports.tokenKey, digest).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  });
}

/**
 * Mints an access token for a client that proves its key, bound to another key that it proves too:
 * proof and assertion checked, grant narrowed, both spent, token signed.
 * @throws Problem `unauthenticated` for the proof, `invalid-client`, `request-invalid`, `service-unavailable`
 */
export function makeIssueToken(ports: IssueTokenPorts): IssueToken {
  return async (command) => {
    const key = await ports.checkProof(command.proof);
    const proven = await ports.authenticateClient(command);
    const grant = narrowGrant(proven.client.scopes, command);
    await spend(ports, proven, key);
    const header = { typ: accessTokenType, kid: toTokenKeyId(ports.tokenKey) };
    const claims = toClaims(ports, proven.client, { ...grant, ...key });
    const signingInput = toSigningInput(header, claims);
    const accessToken = toCompact(signingInput, await sign(ports, signingInput));
    return { ...grant, accessToken, expiresInSeconds: accessTokenSeconds };
  };
}
