import type { IncomingMessage } from 'node:http';
import type {
  ForeignFile,
  ForeignFileRequest,
  ForeignFiles,
  ForeignRefusal,
} from '../../ports/foreign-files.ts';
import {
  findAddressFault,
  type Network,
  PrivateAddress,
  requestGuarded,
} from './guarded-request.ts';

/** How the network lies about. */
export interface ForeignFilesOptions {
  readonly network: Network;
  readonly timeoutMilliseconds?: number;
}

const defaultTimeoutMilliseconds = 5000;

/** Fetches what other provinces publish, as carefully as an address that somebody else chose asks for. */
export function makeHttpForeignFiles(options: ForeignFilesOptions): ForeignFiles {
  const { timeoutMilliseconds = defaultTimeoutMilliseconds } = options;
  return {
    async fetch(request) {
      const reason = findAddressFault(request.address, options.network);
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

function open(
  { address, mediaType, etag }: ForeignFileRequest,
  { network }: ForeignFilesOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    accept: mediaType,
    'accept-encoding': 'identity',
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
  };
  return requestGuarded({ method: 'GET', address, headers }, network, signal);
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
