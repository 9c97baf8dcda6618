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
import type { AuthenticateStaff, ProvenStaff, StaffClaim } from './authenticate-staff.ts';
import { narrowGrant } from './narrow-grant.ts';

export interface IssueTokenPorts {
  readonly authenticateClient: AuthenticateClient;
  readonly authenticateStaff: AuthenticateStaff;
  readonly checkProof: CheckProof;
  readonly admissions: Pick<Admissions, 'spend' | 'spendProof'>;
  readonly signingKeys: SigningKeys;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** KMS key of access tokens. */
  readonly tokenKey: string;
  readonly provinceUrl: string;
}

/** What a client asks for, or a person who acts for one. */
export interface IssueTokenCommand {
  readonly by: ClientClaim | Omit<StaffClaim, 'thumbprint'>;
  readonly proof: ProofRequest;
  /** Separated by single spaces; all that was granted when absent. */
  readonly scope?: string;
  /** What to narrow the token to; the scopes alone say when absent. */
  readonly licenceRights?: readonly LicenceRight[];
}

/** For whom a token is minted, what it may permit at most, and what is spent for it. */
interface Proven extends Pick<ProvenStaff, 'client' | 'scopes'> {
  readonly person?: string;
  readonly actsFor?: ProvenStaff['actsFor'];
  readonly use?: ProvenClient['use'];
}

/** What a token permits. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly licenceRights?: readonly LicenceRight[];
}

export interface IssuedToken extends Grant {
  readonly clientId: Client['id'];
  /** The staff member that it was minted for, by a digest. */
  readonly person?: string;
  /** For which clients that person may ask for tokens. */
  readonly actsFor?: ProvenStaff['actsFor'];
  readonly accessToken: string;
  readonly expiresInSeconds: number;
}

export type IssueToken = (command: IssueTokenCommand) => Promise<IssuedToken>;

async function authenticate(
  { authenticateClient, authenticateStaff }: IssueTokenPorts,
  { by }: IssueTokenCommand,
  { thumbprint }: ProvenKey,
): Promise<Proven> {
  if ('identityToken' in by) return authenticateStaff({ ...by, thumbprint });
  const proven = await authenticateClient(by);
  return { ...proven, scopes: proven.client.scopes };
}

/** Both are spent before a token is made, and only once all else is known to be good. */
async function spend(
  { admissions }: IssueTokenPorts,
  { use }: Proven,
  key: ProvenKey,
): Promise<void> {
  const [assertion, proof] = await Promise.all([
    use === undefined ? 'new' : admissions.spend(use),
    admissions.spendProof(key.use),
  ]);
  if (assertion === 'used') throw new Problem('invalid-client', { reason: 'assertion-replayed' });
  if (proof === 'used') throw new Problem('unauthenticated', { reason: 'proof-replayed' });
}

/** @see RFC 9068 section 2.2, RFC 9449 section 6.1, RFC 9396 section 9.1, RFC 8693 section 4.1 */
function toClaims(
  ports: IssueTokenPorts,
  { client, person }: Proven,
  by: Grant & Pick<ProvenKey, 'thumbprint'>,
) {
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
    ...(person === undefined ? {} : { act: { sub: person } }),
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
 * proof and assertion checked, grant narrowed, both spent, token signed. A staff member's token of the
 * identity provider stands for the assertion of the client that the person acts for.
 * @throws Problem `unauthenticated` for the proof, `invalid-client`, `request-invalid`, `service-unavailable`
 */
export function makeIssueToken(ports: IssueTokenPorts): IssueToken {
  return async (command) => {
    const key = await ports.checkProof(command.proof);
    const proven = await authenticate(ports, command, key);
    const { client, person, actsFor } = proven;
    const grant = narrowGrant(proven.scopes, command);
    await spend(ports, proven, key);
    const header = { typ: accessTokenType, kid: toTokenKeyId(ports.tokenKey) };
    const claims = toClaims(ports, proven, { ...grant, ...key });
    const signingInput = toSigningInput(header, claims);
    const accessToken = toCompact(signingInput, await sign(ports, signingInput));
    const whose = {
      ...{ clientId: client.id, ...(person === undefined ? {} : { person }) },
      ...(actsFor === undefined ? {} : { actsFor }),
    };
    return { ...grant, ...whose, accessToken, expiresInSeconds: accessTokenSeconds };
  };
}
