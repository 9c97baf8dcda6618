import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type {
  ForeignFile,
  ForeignFileRequest,
  ForeignFiles,
  ForeignRefusal,
} from '../../ports/foreign-files.ts';
import { isPublicAddress } from './public-address.ts';

/** How the network lies about. */
export interface ForeignFilesOptions {
  /** `loopback`, for the embedded run only: other provinces run on this machine, without TLS. */
  readonly network: 'public' | 'loopback';
  readonly timeoutMilliseconds?: number;
}

const defaultTimeoutMilliseconds = 5000;

class PrivateAddress extends Error {}

/**
 * Fetches over `node:https`, for it lets us see the address before it is connected to: a name that leads
 * to a private one is refused after it was resolved, so that no second answer of the name can differ.
 */
export function makeHttpForeignFiles(options: ForeignFilesOptions): ForeignFiles {
  const { timeoutMilliseconds = defaultTimeoutMilliseconds } = options;
  return {
    async fetch(request) {
      const reason = findAddressFault(request.address, options);
      if (reason !== undefined) return { outcome: 'refused', reason };
      try {
        const response = await open(request, options, AbortSignal.timeout(timeoutMilliseconds));
        return await read(response, request).finally(() => response.destroy());
      } catch (error) {
        return error instanceof PrivateAddress
          ? { outcome: 'refused', reason: 'address-private' }
          : { outcome: 'unreachable' };
      }
    },
  };
}

function findAddressFault(
  address: string,
  { network }: ForeignFilesOptions,
): ForeignRefusal | undefined {
  if (!URL.canParse(address)) return 'address-insecure';
  const { protocol, hostname, username, password } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (username !== '' || password !== '') return 'address-insecure';
  if (network === 'loopback' && protocol === 'http:' && isLoopback(host)) return undefined;
  if (protocol !== 'https:') return 'address-insecure';
  return isIP(host) !== 0 && !isPublicAddress(host) ? 'address-private' : undefined;
}

const isLoopback = (host: string) => host === '127.0.0.1' || host === '::1' || host === 'localhost';

/** Resolves a name to public addresses, or to none at all. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses: readonly LookupAddress[] = found ?? [];
    if (error !== null) return callback(error, '', 0);
    if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new PrivateAddress(), '', 0);
    }
    if (options.all) return callback(null, [...addresses]);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family ?? 0);
  });
};

function open(
  { address, mediaType, etag }: ForeignFileRequest,
  { network }: ForeignFilesOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isPlain = address.startsWith('http:');
  return new Promise((resolve, reject) => {
    const send = isPlain ? requestPlain : requestSecure;
    const headers = {
      accept: mediaType,
      'accept-encoding': 'identity',
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
    };
    const isGuarded = network === 'public' || !isPlain;
    const asked = send(address, {
      headers,
      signal,
      agent: false,
      ...(isGuarded ? { lookup: lookupPublic } : {}),
    });
    asked.once('response', resolve).once('error', reject).end();
  });
}

async function read(
  response: IncomingMessage,
  { mediaType, maxBytes }: ForeignFileRequest,
): Promise<ForeignFile> {
  const { statusCode = 0, headers } = response;
  if (statusCode === 304) return { outcome: 'same' };
  if (statusCode >= 500 || statusCode === 429) return { outcome: 'unreachable' };
  if (statusCode === 404) return { outcome: 'missing' };
  const reason = findAnswerFault(response, mediaType);
  if (reason !== undefined) return { outcome: 'refused', reason };
  const body = await readBody(response, maxBytes);
  if (body === undefined) return { outcome: 'refused', reason: 'too-large' };
  const { etag } = headers;
  return { outcome: 'fetched', body, ...(etag === undefined ? {} : { etag }) };
}

function findAnswerFault(
  { statusCode = 0, headers }: IncomingMessage,
  mediaType: string,
): ForeignRefusal | undefined {
  if (statusCode >= 300 && statusCode < 400) return 'redirected';
  if (statusCode !== 200) return 'status';
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== mediaType) return 'media-type';
  const { 'content-encoding': encoding = 'identity' } = headers;
  return encoding === 'identity' ? undefined : 'encoding';
}

/** Undefined, and the rest not taken, when there is more than wanted; an answer cut short throws. */
async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxBytes) return undefined;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
