import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** One answer: what it was, and after how many milliseconds. */
export interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Record<string, unknown>;
  readonly milliseconds: number;
}

/** Something that is asked of the service. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Status 0: the connection was refused or lost. */
const lost = { status: 0, retryAfter: undefined, body: {} } as const;

/** Connections of an office: every office has an address of its own on the loopback, as behind its own router. */
export class Office {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #localAddress: string;

  /** @param number 1 to 250 */
  constructor(number: number) {
    this.#localAddress = process.platform === 'linux' ? `127.0.0.${number + 1}` : '127.0.0.1';
  }

  ask({ method, url, headers, body }: Question): Promise<Answered> {
    const begun = performance.now();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve) => {
      const end = (answer: Pick<Answered, 'status' | 'retryAfter' | 'body'>) =>
        resolve({ ...answer, milliseconds: performance.now() - begun });
      const asked = request(url, {
        method,
        agent: this.#agent,
        localAddress: this.#localAddress,
        headers: {
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      });
      asked.once('error', () => end(lost));
      asked.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', () => end(lost));
        response.once('end', () => end(toAnswer(response.statusCode, response.headers, parts)));
      });
      asked.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function toAnswer(status = 0, headers: IncomingHttpHeaders = {}, parts: readonly Buffer[] = []) {
  const retryAfter = headers['retry-after'];
  return { status, retryAfter, body: JSON.parse(Buffer.concat(parts).toString() || '{}') };
}
