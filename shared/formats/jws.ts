import { Problem } from '../problem/problem.ts';
import { type CodeSpan, readAscii, readBase64url, toBase64, toBase64url } from './base64url.ts';
import { type JwsHeader, readJwsHeader } from './jws-header.ts';
import { isJsonObject, type JsonObject, type JsonValue, readEncodedJson } from './strict-json.ts';

export type { JwsHeader } from './jws-header.ts';

/** A compact JWS, taken apart; its signature is not checked yet. */
export interface Jws {
  /** The same object for the same header text, as long as it is remembered: what is derived from it may be kept in a WeakMap. */
  readonly header: JwsHeader;
  readonly payload: JsonObject;
  /** `header.payload`, ASCII: what is signed. */
  readonly signingText: string;
  /** The codes of `signingText`, made when they are asked for. */
  readonly signingInput: Uint8Array;
  /** r‖s, 64 bytes; whether they are in range is the primitive's question. */
  readonly signature: Uint8Array;
}

/** What a reader takes: one `typ`, one size. */
export interface JwsExpectation {
  /** The whole value of `typ`, compared as it stands. */
  readonly typ: string;
  /** Of the compact form. */
  readonly maxBytes: number;
}

const signatureBytes = 64;

const refuse = (reason: string) => new Problem('malformed', { reason });

function readSignature(span: CodeSpan): Uint8Array {
  const signature = readBase64url(span);
  if (signature.length !== signatureBytes) throw refuse('jws-signature');
  return signature;
}

/** A compact JWS whose payload is not read yet. */
export interface JwsParts extends Pick<Jws, 'header' | 'signingText' | 'signature'> {
  /** Of the codes given, base64url. */
  readonly payloadSpan: CodeSpan;
}

/**
 * `readJws` up to the payload, for a text whose ASCII codes are at hand already.
 * @param codes begin with the codes of `text`
 */
export function readJwsParts(text: string, codes: Uint8Array, expectedTyp: string): JwsParts {
  const first = text.indexOf('.');
  const second = text.indexOf('.', first + 1);
  if (first < 1 || second < 0 || text.indexOf('.', second + 1) >= 0) throw refuse('jws-parts');
  const header = readJwsHeader(text.slice(0, first), codes);
  if (header.typ !== expectedTyp) throw refuse('jws-typ');
  return {
    header,
    payloadSpan: { codes, from: first + 1, to: second },
    signingText: text.slice(0, second),
    signature: readSignature({ codes, from: second + 1, to: text.length }),
  };
}

class ReadJws implements Jws {
  readonly header: JwsHeader;
  readonly payload: JsonObject;
  readonly signingText: string;
  readonly signature: Uint8Array;

  constructor({ header, signingText, signature }: JwsParts, payload: JsonObject) {
    this.header = header;
    this.payload = payload;
    this.signingText = signingText;
    this.signature = signature;
  }

  get signingInput(): Uint8Array {
    return readAscii(this.signingText);
  }
}

/** @throws Problem `malformed` (`jws-payload`) when the payload is another value than an object */
export function toJws(parts: JwsParts, payload: JsonValue | undefined): Jws {
  if (!isJsonObject(payload)) throw refuse('jws-payload');
  return new ReadJws(parts, payload);
}

/**
 * The strict gate for every compact JWS that reaches us: one spelling, one meaning. It looks at every
 * byte and at no key; checking the signature with a trusted certificate's key comes after.
 * @throws Problem `malformed` with reason `jws-too-large`, `jws-parts`, `jws-header`, `jws-header-name`,
 *   `jws-alg`, `jws-typ`, `jws-kid`, `jws-x5c`, `jws-payload`, `jws-signature`, or those of
 *   `readBase64url`, `readBase64` and `readStrictJson`
 * @see RFC 7515 §5.2, RFC 8725 §3
 */
export function readJws(text: string, expected: JwsExpectation): Jws {
  if (text.length > expected.maxBytes) throw refuse('jws-too-large');
  const parts = readJwsParts(text, readAscii(text), expected.typ);
  const [payload] = readEncodedJson([parts.payloadSpan], {
    maxBytes: expected.maxBytes,
    integersOnly: true,
  });
  return toJws(parts, payload);
}

/** A header to be made; `alg` follows from the suite. */
export interface JwsHeaderDraft {
  readonly typ: string;
  readonly kid?: string;
  /** DER, the signer's first. */
  readonly x5c?: readonly Uint8Array[];
}

interface HeaderPart {
  readonly typ: string;
  readonly kid: string | undefined;
  readonly part: string;
}

/** Encoding a seal's certificates costs a third of a signature: done once for each array of them. */
const headerParts = new WeakMap<readonly Uint8Array[], HeaderPart>();

function toHeaderPart({ typ, kid, x5c }: JwsHeaderDraft): string {
  // JSON leaves out what is undefined.
  return toBase64url(JSON.stringify({ alg: 'ES256', typ, kid, x5c: x5c?.map(toBase64) }));
}

function findHeaderPart(header: JwsHeaderDraft): string {
  const { typ, kid, x5c } = header;
  const known = x5c && headerParts.get(x5c);
  if (known?.typ === typ && known.kid === kid) return known.part;
  const part = toHeaderPart(header);
  if (x5c !== undefined) headerParts.set(x5c, { typ, kid, part });
  return part;
}

/**
 * The text to be signed, ASCII; pass its bytes, or their SHA-256, to the key.
 * @param header an array `x5c` given before is taken to hold what it held then
 * @param payload must be what `readStrictJson` accepts: well-formed text, finite numbers
 * @param encode UTF-8 as unpadded base64url, where the runtime does it faster
 * @see RFC 7515 §5.1
 */
export function toSigningInput(
  header: JwsHeaderDraft,
  payload: JsonObject,
  encode: (text: string) => string = toBase64url,
): string {
  return `${findHeaderPart(header)}.${encode(JSON.stringify(payload))}`;
}

/** @param signature r‖s, 64 bytes (KMS gives DER: convert first). @see RFC 7515 §7.1 */
export function toCompact(signingInput: string, signature: Uint8Array): string {
  if (signature.length !== signatureBytes) throw new Error('an ES256 signature has 64 bytes');
  return `${signingInput}.${toBase64url(signature)}`;
}

/** The registered time claims, seconds since 1970. */
export interface Times {
  readonly issuedAtSeconds?: number;
  readonly notBeforeSeconds?: number;
  readonly expiresAtSeconds?: number;
}

/** 9999-12-31T23:59:59Z. */
const lastSecond = 253_402_300_799;

const timeClaims = {
  iat: 'issuedAtSeconds',
  nbf: 'notBeforeSeconds',
  exp: 'expiresAtSeconds',
} as const satisfies Record<string, keyof Times>;

type TimeClaim = keyof typeof timeClaims;

type RequiredTimes<Name extends TimeClaim> = Times & {
  readonly [Claim in Name as (typeof timeClaims)[Claim]]: number;
};

/**
 * Reads `iat`, `nbf` and `exp`: whole seconds from 1970 to 9999. Whether they are past or future is
 * the caller's question.
 * @throws Problem `malformed` (`time-iat`, `time-nbf`, `time-exp`) when one has another form, or is required and missing
 * @see RFC 7519 §4.1.4 to §4.1.6
 */
export function readTimes<Name extends TimeClaim = never>(
  payload: JsonObject,
  required: readonly Name[] = [],
): RequiredTimes<Name> {
  const times: Record<string, number> = {};
  for (const claim of ['iat', 'nbf', 'exp'] as const) {
    const value = Object.hasOwn(payload, claim) ? payload[claim] : undefined;
    if (value === undefined && !(required as readonly string[]).includes(claim)) continue;
    if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > lastSecond) {
      throw refuse(`time-${claim}`);
    }
    times[timeClaims[claim]] = Number(value);
  }
  return times as RequiredTimes<Name>;
}
