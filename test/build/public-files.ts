import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A public file as a server gives it. */
export interface ServedFile {
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly etag?: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A small HTTP server of public files on loopback; a path may also have an answer of its own. */
export interface PublicFiles {
  readonly url: string;
  readonly files: Map<string, ServedFile | Answer>;
  /** `path status` of every request, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function servePublicFiles(): Promise<PublicFiles> {
  const files: PublicFiles['files'] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    response.on('finish', () => asked.push(`${path} ${response.statusCode}`));
    const file = files.get(path);
    if (typeof file === 'function') file(request, response);
    else answer(file, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    files,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(
  file: ServedFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'If-None-Match');
  response.setHeader('Access-Control-Expose-Headers', 'ETag');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (file === undefined) return void response.writeHead(404).end();
  if (file.etag !== undefined) response.setHeader('ETag', file.etag);
  if (file.etag !== undefined && request.headers['if-none-match'] === file.etag) {
    return void response.writeHead(304).end();
  }
  response.writeHead(200, { 'Content-Type': file.contentType }).end(file.body);
}
