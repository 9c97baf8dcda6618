import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AddressTrust, checkSignedAddress } from './check-signed-address.ts';

/** The store of files behind the gateway. */
export interface FilesOptions {
  readonly bucket: string;
  /** The engine's address. */
  readonly endpoint: string;
  /** Whose signatures count, at this moment. */
  readonly trust: () => AddressTrust;
}

/** Is it an address of the store, and not of the service? */
export function isOfFiles({ url = '' }: IncomingMessage, { bucket }: FilesOptions): boolean {
  return url.startsWith(`/${bucket}/`);
}

/**
 * What S3 is in the cloud: serves signed addresses, and nothing else, from the engine behind it.
 * Streams both ways, so that nothing is held.
 */
export async function serveFiles(
  message: IncomingMessage,
  response: ServerResponse,
  options: FilesOptions,
): Promise<void> {
  const { method = 'GET', url: target = '/' } = message;
  const headers = message.headers as Record<string, string | undefined>;
  const fault = checkSignedAddress({ method, target, headers }, options.trust());
  if (fault !== undefined) {
    response.writeHead(403, { 'Content-Type': 'application/xml', Connection: 'close' });
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${fault}</Code></Error>`);
    return;
  }
  const { 'content-length': length, 'content-type': type } = headers;
  const passed = { 'content-length': length, 'content-type': type };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = send(`${options.endpoint}${target}`, {
      method,
      headers: Object.fromEntries(
        Object.entries(passed).filter(([, value]) => value !== undefined),
      ),
    });
    asked.once('response', resolve).once('error', reject);
    pipeline(message, asked).catch(reject);
  });
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}
