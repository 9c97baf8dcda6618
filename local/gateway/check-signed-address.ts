import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request to the store of files, as it came. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Whose signatures count, and what time it is. */
export interface AddressTrust {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What S3 says of an address that it does not serve. */
export type AddressFault = 'AccessDenied' | 'SignatureDoesNotMatch';

const algorithm = 'AWS4-HMAC-SHA256';
const mostSeconds = 7 * 24 * 3600;
const aheadMilliseconds = 15 * 60 * 1000;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** As RFC 3986 has it, which `encodeURIComponent` is not strict enough for. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function toMoment(date: string): number {
  const [, day = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(date) ?? [];
  const split = (text: string, ...ends: number[]) =>
    ends.map((end, at) => text.slice(ends[at - 1] ?? 0, end));
  return Date.parse(`${split(day, 4, 6, 8).join('-')}T${split(time, 2, 4, 6).join(':')}Z`);
}

function toCanonicalRequest(request: SignedRequest, query: URLSearchParams): string {
  const [path = ''] = request.target.split('?');
  const signed = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  return [
    request.method,
    path,
    parameters.join('&'),
    ...signed.map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    signed.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
}

function isInTime(query: URLSearchParams, now: number): boolean {
  const at = toMoment(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires'));
  const isPeriod = Number.isInteger(seconds) && seconds > 0 && seconds <= mostSeconds;
  return isPeriod && at - aheadMilliseconds <= now && now <= at + seconds * 1000;
}

/**
 * Does a signed address hold? The embedded engine does not ask, so the gateway before it does, as S3
 * would: algorithm, key, time, host and every other signed header.
 * @see AWS Signature Version 4, query parameters
 */
export function checkSignedAddress(
  request: SignedRequest,
  { accessKeyId, secretAccessKey, now }: AddressTrust,
): AddressFault | undefined {
  const query = new URLSearchParams(request.target.split('?')[1] ?? '');
  const [keyId, day = '', region = '', service, end] = (query.get('X-Amz-Credential') ?? '').split(
    '/',
  );
  const signed = query.get('X-Amz-SignedHeaders')?.split(';') ?? [];
  const isOurs = keyId === accessKeyId && service === 's3' && end === 'aws4_request';
  if (query.get('X-Amz-Algorithm') !== algorithm || !isOurs || !signed.includes('host')) {
    return 'AccessDenied';
  }
  if (!isInTime(query, now)) return 'AccessDenied';
  const scope = [day, region, service, end].join('/');
  const text = [
    ...[algorithm, query.get('X-Amz-Date'), scope],
    sha256(toCanonicalRequest(request, query)),
  ].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (last, part) => hmac(last, part),
    `AWS4${secretAccessKey}`,
  );
  const wanted = hmac(key, text);
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
  const isSame = given.length === wanted.length && timingSafeEqual(given, wanted);
  return isSame ? undefined : 'SignatureDoesNotMatch';
}
