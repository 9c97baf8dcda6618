import type { ClientId, Moment } from '../../shared/domain/ids.ts';
import { readAscii, readBase64url } from '../../shared/formats/base64url.ts';
import { readTimes } from '../../shared/formats/jws.ts';
import { isJsonObject, type JsonObject, readStrictJson } from '../../shared/formats/strict-json.ts';
import { Problem } from '../../shared/problem/problem.ts';

/** What a client assertion says; its signature is not checked yet. */
export interface ClientAssertion {
  readonly clientId: ClientId;
  readonly kid: string;
  readonly jti: string;
  readonly expiresAt: Moment;
  /** What is signed. */
  readonly signingInput: Uint8Array;
  /** r‖s. */
  readonly signature: Uint8Array;
}

const maxBytes = 8192;
const signatureBytes = 64;
const maxLifeSeconds = 300;
const futureSkewSeconds = 10;
const oldestIssueSeconds = 600;
const headerNames: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);
const types: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt'];
const clientIdForm = /^[a-z0-9-]{3,64}$/;

const refuse = (reason: string) => new Problem('invalid-client', { reason });

/** One spelling only: canonical base64url, JSON without doubled names. */
function readPart(text: string): JsonObject {
  const part = readStrictJson(readBase64url(text), { maxBytes, integersOnly: true });
  if (!isJsonObject(part)) throw refuse('assertion-form');
  return part;
}

function readText(part: JsonObject, name: string, maxLength: number): string {
  const value = part[name];
  if (typeof value !== 'string' || value === '' || value.length > maxLength) {
    throw refuse(`assertion-${name}`);
  }
  return value;
}

function readKeyId(header: JsonObject): string {
  if (!Object.keys(header).every((name) => headerNames.has(name))) throw refuse('assertion-header');
  if (header['alg'] !== 'ES256') throw refuse('assertion-alg');
  if (!types.includes(header['typ'])) throw refuse('assertion-typ');
  return readText(header, 'kid', 128);
}

function readSignature(text: string): Uint8Array {
  const signature = readBase64url(text);
  if (signature.length !== signatureBytes) throw refuse('assertion-signature');
  return signature;
}

/** Five minutes at most; a clock that runs a little ahead is forgiven. */
function readExpiry(payload: JsonObject, now: Moment): Moment {
  const { issuedAtSeconds, notBeforeSeconds, expiresAtSeconds } = readTimes(payload, ['exp']);
  const nowSeconds = now / 1000;
  if (expiresAtSeconds <= nowSeconds) throw refuse('assertion-expired');
  if (expiresAtSeconds > nowSeconds + maxLifeSeconds) throw refuse('assertion-exp');
  if ((notBeforeSeconds ?? 0) > nowSeconds + futureSkewSeconds) throw refuse('assertion-nbf');
  const issued = issuedAtSeconds ?? nowSeconds;
  if (issued > nowSeconds + futureSkewSeconds || issued < nowSeconds - oldestIssueSeconds) {
    throw refuse('assertion-iat');
  }
  return (expiresAtSeconds * 1000) as Moment;
}

function readClientId(payload: JsonObject): ClientId {
  const clientId = readText(payload, 'iss', 64);
  if (!clientIdForm.test(clientId)) throw refuse('assertion-iss');
  if (payload['sub'] !== clientId) throw refuse('assertion-sub');
  return clientId as ClientId;
}

/**
 * Reads a client assertion: made by the client about itself, for this province and nobody else, fresh.
 * @param expected the province's address, which is the one `aud`, and the present moment
 * @throws Problem `invalid-client`
 * @see RFC 7523 section 3, RFC 8725 section 3
 */
export function readClientAssertion(
  text: string,
  expected: { readonly audience: string; readonly now: Moment },
): ClientAssertion {
  const [header, payload, signature, more] = text.length > maxBytes ? [] : text.split('.');
  if (!header || !payload || !signature || more !== undefined) throw refuse('assertion-form');
  try {
    const claims = readPart(payload);
    const kid = readKeyId(readPart(header));
    if (claims['aud'] !== expected.audience) throw refuse('assertion-aud');
    return {
      kid,
      clientId: readClientId(claims),
      jti: readText(claims, 'jti', 255),
      expiresAt: readExpiry(claims, expected.now),
      signingInput: readAscii(`${header}.${payload}`),
      signature: readSignature(signature),
    };
  } catch (error) {
    if (error instanceof Problem && error.code === 'malformed') {
      throw refuse(error.details.reason ?? 'assertion-form');
    }
    throw error;
  }
}
