import { once } from 'node:events';
import { createServer } from 'node:net';

/** Stands where a service was that is stopped, and counts who comes; it answers nobody. */
export interface PlaceHolder {
  connections(): number;
  close(): Promise<void>;
}

/** @param origin of the stopped service */
export async function listenInPlaceOf(origin: string): Promise<PlaceHolder> {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.destroy();
  });
  server.listen(Number(new URL(origin).port), '127.0.0.1');
  await once(server, 'listening');
  return {
    connections: () => count,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
