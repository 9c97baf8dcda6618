import { createHash } from 'node:crypto';
import { compactVerify, importJWK } from 'jose';
import type { Client, Scope } from '../../../shared/domain/client.ts';
import { toBase64url } from '../../../shared/formats/base64url.ts';
import { toCompact, toSigningInput } from '../../../shared/formats/jws.ts';
import type { Admissions } from '../../../shared/ports/admissions.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { SigningKeys } from '../../../shared/ports/signing-keys.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { accessTokenSeconds, accessTokenType, toTokenKeyId } from '../access-token.ts';
import { type ClientAssertion, readClientAssertion } from './read-client-assertion.ts';

export interface IssueTokenPorts {
  readonly directory: Pick<Directory, 'findClient'>;
  readonly admissions: Admissions;
  readonly signingKeys: SigningKeys;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** KMS key of access tokens. */
  readonly tokenKey: string;
  readonly provinceUrl: string;
}

/** What a client asks for. */
export interface IssueTokenCommand {
  readonly assertion: string;
  /** Beside the assertion; when given it must name the same client. */
  readonly clientId?: string;
  /** Separated by single spaces; all that was granted when absent. */
  readonly scope?: string;
}

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly scopes: readonly Scope[];
}

export type IssueToken = (command: IssueTokenCommand) => Promise<IssuedToken>;

const refuse = (reason: string) => new Problem('invalid-client', { reason });

/**
 * Only the client's own keys are looked at, so a `kid` can point nowhere else. One reason for all that
 * may be wrong, so that nobody learns which clients there are.
 */
async function authenticate(ports: IssueTokenPorts, assertion: ClientAssertion): Promise<Client> {
  const client = await ports.directory.findClient(assertion.clientId);
  const key = client?.keys.find((one) => one.kid === assertion.kid);
  if (client?.state !== 'active' || key === undefined) throw refuse('client-key');
  const publicKey = await importJWK({ ...key.jwk }, 'ES256');
  await compactVerify(assertion.text, publicKey, { algorithms: ['ES256'] }).catch(() => {
    throw refuse('client-key');
  });
  return client;
}

async function spend(ports: IssueTokenPorts, { clientId, jti, expiresAt }: ClientAssertion) {
  const jtiDigest = createHash('sha256').update(jti).digest('base64url');
  const outcome = await ports.admissions.spend({ client: clientId, jtiDigest, expiresAt });
  if (outcome === 'used') throw refuse('assertion-replayed');
}

/** Narrows what was granted to what is asked for. @throws Problem `request-invalid` with reason `invalid-scope` */
function narrow(granted: readonly Scope[], asked: string | undefined): readonly Scope[] {
  if (asked === undefined) return granted;
  const wanted = [...new Set(asked.split(' '))];
  const scopes = granted.filter((scope) => wanted.includes(scope));
  if (scopes.length !== wanted.length)
    throw new Problem('request-invalid', { reason: 'invalid-scope' });
  return scopes;
}

function toClaims(ports: IssueTokenPorts, client: Client, scopes: readonly Scope[]) {
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
    scope: scopes.join(' '),
    ...(client.department === undefined ? {} : { department: client.department }),
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
 * Mints an access token for a client that proves its key: assertion read, signature checked, `jti`
 * spent, scope narrowed, token signed. The `jti` is spent only once the signature is known to be good.
 */
export function makeIssueToken(ports: IssueTokenPorts): IssueToken {
  return async (command) => {
    const expected = { audience: ports.provinceUrl, now: ports.clock.now() };
    const assertion = readClientAssertion(command.assertion, expected);
    if ((command.clientId ?? assertion.clientId) !== assertion.clientId) throw refuse('client-id');
    const client = await authenticate(ports, assertion);
    const scopes = narrow(client.scopes, command.scope);
    await spend(ports, assertion);
    const header = { typ: accessTokenType, kid: toTokenKeyId(ports.tokenKey) };
    const signingInput = toSigningInput(header, toClaims(ports, client, scopes));
    const accessToken = toCompact(signingInput, await sign(ports, signingInput));
    return { accessToken, expiresInSeconds: accessTokenSeconds, scopes };
  };
}
