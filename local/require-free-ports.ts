import { createServer } from 'node:net';
import { type LocalProvince, portsOf } from './province/provinces.ts';
import { StartRefusal } from './start-options.ts';

/** @throws StartRefusal naming the ports that somebody else listens on */
export async function requireFreePorts(provinces: readonly LocalProvince[]): Promise<void> {
  const ports = provinces.flatMap((province) => Object.values(portsOf(province)));
  const checked = await Promise.all(
    ports.map(async (port) => ({ port, free: await isFree(port) })),
  );
  const taken = checked.filter(({ free }) => !free).map(({ port }) => port);
  if (taken.length === 0) return;
  const which = taken.length === 1 ? `Port ${taken[0]} is` : `Ports ${taken.join(', ')} are`;
  throw new StartRefusal(
    `${which} taken on 127.0.0.1: is the service running already? Other ports: npm start -- --port liaoning=4100`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
