import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const refuseSockets = fileURLToPath(new URL('refuse-sockets.ts', import.meta.url));

/** A namespace with no interface at all, where the system lets us make one. */
const hasNamespaces = spawnSync('unshare', ['-rn', 'true']).status === 0;

/** How the network is cut here. */
export const cutBy = hasNamespaces ? 'an empty network namespace' : 'refusing every socket';

/** Runs `yinzheng` without any network. */
export function yinzhengOffline(...args: readonly string[]): Promise<Ended> {
  const command = [process.execPath, 'cli/yinzheng.ts', ...args];
  const cut = hasNamespaces
    ? ['unshare', '-rn', ...command]
    : [process.execPath, `--import=${refuseSockets}`, ...command.slice(1)];
  const [file = '', ...rest] = cut;
  return new Promise((resolve) => {
    execFile(file, rest, { maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}
