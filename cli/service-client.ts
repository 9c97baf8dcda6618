import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { importJWK, type JWK, SignJWT } from 'jose';

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
  readonly method: 'GET' | 'POST';
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

/** Tries of one call: lost answers, `in flight` and `try again` are repeated with the same key. */
const maxTries = 4;
const repeatable = new Set([
  'idempotency-in-flight',
  'seal-unavailable',
  'service-unavailable',
  'rate-limited',
]);

/**
 * Gets an access token: client_credentials with `private_key_jwt` (RFC 7523).
 * @throws Refusal with the token endpoint's answer
 */
export async function fetchToken(
  client: ClientFile,
  scope?: string,
): Promise<Record<string, unknown>> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await makeAssertion(client),
    ...(scope ? { scope } : {}),
  });
  const response = await fetch(`${client.issuer}/oauth/token`, { method: 'POST', body: form });
  return (await readAnswer(response)).body;
}

async function makeAssertion(client: ClientFile): Promise<string> {
  const key = await importJWK(client.privateKey, 'ES256');
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: client.kid, typ: 'JWT' })
    .setIssuer(client.clientId)
    .setSubject(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(key);
}

/**
 * Calls the service as this client. A call whose answer was lost is repeated with the same key, so
 * that nothing is done twice.
 * @throws Refusal with the problem document
 */
export async function callAs(client: ClientFile, call: Call): Promise<Answer> {
  const token = await fetchToken(client);
  const headers = { authorization: `Bearer ${String(token['access_token'])}` };
  return callService(client.issuer, call, headers);
}

/** Calls a public route, or any route with the headers given. @throws Refusal with the problem document */
export async function callService(
  issuer: string,
  call: Call,
  headers: Record<string, string> = {},
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await send(issuer, call, headers).catch((error: unknown) => error);
    if (!(outcome instanceof Error)) return outcome as Answer;
    if (tries === maxTries || !mayRepeat(outcome)) throw outcome;
    await sleep(waitMilliseconds(outcome, tries));
  }
}

function mayRepeat(error: Error): boolean {
  if (!(error instanceof Refusal)) return error instanceof TypeError;
  const code =
    String(error.answer.body['type'] ?? '')
      .split('/')
      .at(-1) ?? '';
  return repeatable.has(code);
}

function waitMilliseconds(error: Error, tries: number): number {
  const after = error instanceof Refusal ? Number(error.answer.headers.get('retry-after')) : 0;
  return after > 0 ? Math.min(after, 60) * 1000 : 250 * 2 ** tries;
}

async function send(issuer: string, call: Call, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${issuer}${call.path}`, {
    method: call.method,
    headers: {
      ...headers,
      accept: 'application/json',
      ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
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
