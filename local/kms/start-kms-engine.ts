import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.ts';
import { makeKeyDirectory } from './key-directory.ts';
import { KeyStore } from './key-store.ts';
import type { OperationContext } from './operation.ts';

/** Where the engine keeps its keys and listens; port 0 takes any free one. */
export interface KmsEngineOptions {
  readonly dataDirectory: string;
  readonly port: number;
  readonly host?: string;
  readonly region?: string;
  readonly now?: () => Date;
}

/** A running KMS engine. */
export interface KmsEngine {
  readonly endpoint: string;
  readonly port: number;
  /** Sign calls by key id, over the whole life of the data directory; also at `GET /counts`, which KMS itself has not. */
  signCounts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

const maxBodyBytes = 262_144;

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes <= maxBodyBytes) parts.push(part);
  }
  return sizeBytes <= maxBodyBytes ? Buffer.concat(parts).toString('utf8') : undefined;
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(body);
}

/** The Region that a request was signed for: one engine stands for KMS in all of them. */
function regionOf({ headers }: IncomingMessage): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
}

async function serve(
  context: OperationContext,
  request: IncomingMessage,
  response: ServerResponse,
) {
  if (request.method === 'GET' && request.url === '/counts') {
    return respond(response, 200, JSON.stringify(context.store.signCounts()));
  }
  const text = await readText(request);
  if (text === undefined)
    return respond(response, 413, '{"__type":"RequestEntityTooLargeException"}');
  const { status, body } = answerRequest(
    context,
    String(request.headers['x-amz-target'] ?? ''),
    text,
  );
  respond(response, status, body);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`The KMS engine cannot start: port ${port} of ${host} is taken`)
          : error,
      ),
    );
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}

/**
 * Starts our KMS engine (密钥管理服务, embedded): KMS's JSON 1.1 protocol on loopback, real keys, encrypted at rest,
 * durable before the answer. It does not check who asks: whoever reaches the port may use the keys, so it listens on
 * loopback and is no part of the cloud.
 */
export async function startKmsEngine(options: KmsEngineOptions): Promise<KmsEngine> {
  const {
    dataDirectory,
    host = '127.0.0.1',
    region = 'cn-north-1',
    now = () => new Date(),
  } = options;
  const store = new KeyStore(dataDirectory);
  const server = createServer((request, response) => {
    const directory = makeKeyDirectory(store, regionOf(request) ?? region, region);
    serve({ store, directory, now }, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port, host).catch((error: unknown) => {
    store.close();
    throw error;
  });
  return {
    endpoint: `http://${host}:${port}`,
    port,
    signCounts: () => store.signCounts(),
    close: async () => {
      await close(server);
      store.close();
    },
  };
}
