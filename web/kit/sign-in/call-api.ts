import * as oauth from 'oauth4webapi';
import { withNonce } from './identity-server.ts';

/** One request to the province's API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, from `/v1/`. */
  readonly path: string;
  readonly body?: object;
  /** Of a request that writes: the same for each try of one act. */
  readonly idempotencyKey?: string;
  readonly language: string;
  readonly signal?: AbortSignal;
}

/** The service's answer to what it let through: JSON, or nothing. */
export type ApiAnswer = Readonly<Record<string, unknown>>;

/** One fault of a request's body. */
export interface BodyFault {
  /** JSON pointer into the body. */
  readonly pointer: string;
  /** In the page's language; the code where there are no words. */
  readonly text: string;
}

function toFaults(errors: unknown): readonly BodyFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.map(({ pointer, code, detail }: Readonly<Record<string, unknown>>) => ({
    pointer: String(pointer),
    text: String(detail ?? code),
  }));
}

/** The service said no. `title` is its sentence in the page's language. */
export class ApiRefusal extends Error {
  readonly status: number;
  /** The catalogue's code; `unreachable` where nobody answered. */
  readonly code: string;
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** What of the body is wrong, where the service says. */
  readonly faults: readonly BodyFault[];

  constructor(status: number, problem: Readonly<Record<string, unknown>>, retryAfter?: string) {
    super(String(problem['title'] ?? status));
    this.status = status;
    this.code =
      String(problem['type'] ?? '')
        .split('/')
        .at(-1) || `http-${status}`;
    this.reason = typeof problem['reason'] === 'string' ? problem['reason'] : undefined;
    this.faults = toFaults(problem['errors']);
    this.retryAfterSeconds = retryAfter === undefined ? undefined : Number(retryAfter);
  }
}

/** Somebody has to sign in, for the first time or again. */
export class SignInNeeded extends Error {
  readonly code = 'sign-in-needed';
}

/** What a request goes out with. */
export interface ApiAccess {
  readonly accessToken: string;
  readonly options: {
    readonly DPoP: oauth.DPoPHandle;
    readonly [oauth.allowInsecureRequests]: boolean;
  };
}

function toHeaders({ body, idempotencyKey, language }: ApiRequest): Headers {
  return new Headers({
    'accept-language': language,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  });
}

/** A challenge is an answer like others here. */
function toResponse(error: unknown): Response {
  if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
  throw error;
}

async function readJson(response: Response): Promise<ApiAnswer> {
  const text = await response.text();
  try {
    return text === '' ? {} : (JSON.parse(text) as ApiAnswer);
  } catch {
    return {};
  }
}

/** @throws ApiRefusal, SignInNeeded */
export async function callApi(
  { accessToken, options }: ApiAccess,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const { method, path, body, signal } = request;
  const text = body === undefined ? null : JSON.stringify(body);
  const send = () =>
    oauth.protectedResourceRequest(
      ...([accessToken, method, new URL(path, location.origin)] as const),
      ...([
        toHeaders(request),
        text,
        { ...options, ...(signal === undefined ? {} : { signal }) },
      ] as const),
    );
  const response = await withNonce(send)
    .catch(toResponse)
    .catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiRefusal(0, { type: 'unreachable' });
    });
  if (response.status === 401) throw new SignInNeeded();
  const answer = await readJson(response);
  if (response.ok) return answer;
  throw new ApiRefusal(response.status, answer, response.headers.get('retry-after') ?? undefined);
}
