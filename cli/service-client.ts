import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { importJWK, type JWK, SignJWT } from 'jose';
import { makeProofMaker, type ProofMaker } from './proof-maker.ts';

/** What a client file holds: who calls, whom, and with which key. */
export interface ClientFile {
  readonly clientId: string;
  /** The province's address. */
  readonly issuer: string;
  readonly kid: string;
  readonly privateKey: JWK;
  /** The seal that this client uses unless told otherwise. */
  readonly seal?: string;
}

/** The service's answer, whatever it was. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** One call; `idempotencyKey` on everything that writes. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** A refusal by the service, with its problem document. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(String(answer.body['title'] ?? answer.body['error'] ?? `HTTP ${answer.status}`));
    this.name = 'Refusal';
    this.answer = answer;
  }
}

/** What a token is asked for with; all that was granted to the client where nothing is said. */
export interface TokenWish {
  /** Separated by blanks. */
  readonly scope?: string;
  /** JSON. @see RFC 9396 */
  readonly authorizationDetails?: string;
}

/** Calls as one client, with a token that is asked for once it is needed. */
export interface ServiceSession {
  /** @throws Refusal with the token endpoint's answer */
  fetchToken(wish?: TokenWish): Promise<Record<string, unknown>>;
  /** `Authorization` and `DPoP` for one request. @throws Refusal with the token endpoint's answer */
  authorise(method: string, path: string): Promise<Record<string, string>>;
  /** Repeats a call whose answer was lost with the same key, so that nothing is done twice. @throws Refusal with the problem document */
  call(call: Call): Promise<Answer>;
}

export interface SessionOptions {
  readonly proofs?: ProofMaker;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** How a call proves who makes it. */
interface Authorisation {
  readonly proofs: ProofMaker;
  authorise(method: string, path: string): Promise<Record<string, string>>;
}

const assertionSeconds = 120;

/** Tries of one call: lost answers, `in flight` and `try again` are repeated with the same key. */
const maxTries = 4;
const repeatable = new Set([
  'idempotency-in-flight',
  'seal-unavailable',
  'service-unavailable',
  'rate-limited',
]);

/** A token is not used in the last minute of its life. */
const tokenReserveMilliseconds = 60_000;

/** One key for all proofs of this process. */
const ownProofs = makeProofMaker();

/** Opens nothing yet: the first call asks for a token. */
export function openSession(client: ClientFile, options: SessionOptions = {}): ServiceSession {
  const { proofs = ownProofs, now = Date.now } = options;
  const { issuer } = client;
  let held: { readonly text: string; readonly until: number } | undefined;
  const fetchToken = async (wish: TokenWish = {}): Promise<Record<string, unknown>> => {
    const ask = async () =>
      askForToken(client, { wish, proofs, assertion: await makeAssertion(client, now) });
    const body = await ask().catch((error: unknown) => {
      if (!wantsNonce(error)) throw error;
      return ask();
    });
    const until = now() + Number(body['expires_in']) * 1000 - tokenReserveMilliseconds;
    held = { text: String(body['access_token']), until };
    return body;
  };
  const findToken = async (): Promise<string> => {
    if (held === undefined || held.until <= now()) await fetchToken();
    return held?.text ?? '';
  };
  const authorise = async (method: string, path: string) => {
    const token = await findToken();
    const dpop = await proofs.prove(method, `${issuer}${path}`, token);
    return { authorization: `DPoP ${token}`, dpop };
  };
  const call = (one: Call) => callService(issuer, one, { proofs, authorise });
  return { fetchToken, authorise, call };
}

/** client_credentials with `private_key_jwt` (RFC 7523) and DPoP (RFC 9449). */
async function askForToken(
  { issuer }: ClientFile,
  by: { readonly wish: TokenWish; readonly proofs: ProofMaker; readonly assertion: string },
): Promise<Record<string, unknown>> {
  const { scope, authorizationDetails } = by.wish;
  const url = `${issuer}/oauth/token`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: by.assertion,
    ...(scope ? { scope } : {}),
    ...(authorizationDetails ? { authorization_details: authorizationDetails } : {}),
  });
  const headers = { dpop: await by.proofs.prove('POST', url) };
  const response = await fetch(url, { method: 'POST', headers, body });
  by.proofs.learn(url, response.headers);
  return (await readAnswer(response)).body;
}

async function makeAssertion(client: ClientFile, now: () => number): Promise<string> {
  const key = await importJWK(client.privateKey, 'ES256');
  const nowSeconds = Math.floor(now() / 1000);
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: client.kid, typ: 'JWT' })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionSeconds)
    .sign(key);
}

/** Does the service ask for the proof again, with the nonce that it sent along? */
function wantsNonce(error: unknown): boolean {
  if (!(error instanceof Refusal)) return false;
  const { body, headers } = error.answer;
  const challenge = headers.get('www-authenticate') ?? '';
  return body['error'] === 'use_dpop_nonce' || challenge.includes('error="use_dpop_nonce"');
}

/** Calls the service once as this client. @throws Refusal with the problem document */
export function callAs(client: ClientFile, call: Call): Promise<Answer> {
  return openSession(client).call(call);
}

/** Calls a public route, or any route as somebody. @throws Refusal with the problem document */
export async function callService(issuer: string, call: Call, as?: Authorisation): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await send(issuer, call, as).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) return outcome as Answer;
    if (tries === maxTries || !mayRepeat(outcome)) throw outcome;
    await sleep(waitMilliseconds(outcome, tries));
  }
}

/** Is it an address that is none? Then nobody was asked. */
export function isOfAddress(error: unknown): boolean {
  const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
  return cause?.code === 'ERR_INVALID_URL';
}

function mayRepeat(error: Error): boolean {
  if (!(error instanceof Refusal)) return error instanceof TypeError && !isOfAddress(error);
  const code =
    String(error.answer.body['type'] ?? '')
      .split('/')
      .at(-1) ?? '';
  return repeatable.has(code) || wantsNonce(error);
}

function waitMilliseconds(error: Error, tries: number): number {
  if (wantsNonce(error)) return 0;
  const after = error instanceof Refusal ? Number(error.answer.headers.get('retry-after')) : 0;
  return after > 0 ? Math.min(after, 60) * 1000 : 250 * 2 ** tries;
}

async function send(issuer: string, call: Call, as: Authorisation | undefined): Promise<Answer> {
  const url = `${issuer}${call.path}`;
  const response = await fetch(url, {
    method: call.method,
    headers: {
      ...(await as?.authorise(call.method, call.path)),
      accept: 'application/json',
      ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  as?.proofs.learn(url, response.headers);
  return readAnswer(response);
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : { title: text };
  const answer = { status: response.status, headers: response.headers, body };
  if (!response.ok) throw new Refusal(answer);
  return answer;
}
