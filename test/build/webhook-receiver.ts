import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers: with a status and perhaps where to, or never. */
export type Answer = number | 'hang' | { readonly status: number; readonly location: string };

/** A department's receiver on loopback: takes everything until it is told otherwise. */
export async function startWebhookReceiver() {
  const received: Received[] = [];
  let answer: (one: Received) => Answer = () => 204;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      const one = { headers: request.headers, body };
      received.push(one);
      const said = answer(one);
      if (said === 'hang') return;
      if (typeof said === 'number') response.writeHead(said).end();
      else response.writeHead(said.status, { location: said.location }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    port,
    received: received as readonly Received[],
    /** Ids in the order in which they came, each as often as it came. */
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    answer: (next: Answer | ((one: Received) => Answer)) => {
      answer = typeof next === 'function' ? next : () => next;
    },
    clear: () => {
      received.length = 0;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;
