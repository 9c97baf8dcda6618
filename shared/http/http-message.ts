import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Caller } from '../domain/client.ts';
import type { HolderCaller } from '../domain/holder-caller.ts';
import type { JsonValue } from '../formats/strict-json.ts';

/** A request as handlers see it; what was sent is read only when asked for. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** The body as JSON. @throws Problem `unsupported-media-type`, `request-invalid`, `body-too-large` */
  body(): JsonValue;
  /** The body as form fields, each at most once. @throws Problem `unsupported-media-type`, `request-invalid`, `body-too-large` */
  form(): Readonly<Record<string, string>>;
  /** The body as it came. @throws Problem `body-too-large` */
  rawBody(): Uint8Array;
  /** Who calls, as the authoriser established it. @throws Problem `unauthenticated` */
  caller(): Caller;
  /** Which holder calls, as the authoriser established it. @throws Problem `unauthenticated` */
  holder(): HolderCaller;
}

/** An answer: JSON unless it is text or bytes, for which the content type is given in the headers. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonValue | Uint8Array;
}

/** What the authoriser tells with whomever it lets in or not. */
interface ToldAlong {
  /** For the client's next proof. */
  readonly nonce?: string;
  /** What is left of the quota, as headers say it. */
  readonly rateLimit?: string;
  readonly rateLimitPolicy?: string;
}

/** Which client calls, as the authoriser hands it on: flat, for API Gateway carries it as text. */
export interface AdmittedContext extends ToldAlong {
  readonly clientId: string;
  readonly department?: string;
  /** Separated by spaces. */
  readonly scopes: string;
  /** JSON: what the token was narrowed to. */
  readonly licenceRights?: string;
}

/** Which holder calls: a `HolderCaller` as JSON, percent-encoded, for names are not ASCII. */
export interface HolderContext extends ToldAlong {
  readonly holder: string;
}

/** Why nobody is let in: the code of a problem and what it tells; the function's edge says it. */
export interface RefusedContext extends ToldAlong {
  readonly refusal: string;
  readonly reason?: string;
  readonly retryAfterSeconds?: number;
}

/** What the authoriser hands on with a request. */
export type AuthoriserContext = AdmittedContext | HolderContext | RefusedContext;

/** API Gateway's event, payload format 2.0, with our authoriser's context where the route has one. */
export type HttpEvent = Omit<APIGatewayProxyEventV2, 'requestContext'> & {
  readonly requestContext: APIGatewayProxyEventV2['requestContext'] & {
    readonly authorizer?: { readonly lambda?: AuthoriserContext | null };
  };
};

export type HttpResult = APIGatewayProxyStructuredResultV2;

/** What Lambda, or the local gateway, calls. */
export type HttpHandler = (event: HttpEvent, context: unknown) => Promise<HttpResult>;
