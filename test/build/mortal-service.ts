import { readdirSync, readFileSync } from 'node:fs';
import { localClientConfig } from '../../local/engines/client-config.ts';
import { makeEngineSignCounts } from '../../local/kms/read-sign-counts.ts';
import { portsOf, provinces } from '../../local/province/provinces.ts';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { auditRegister } from './register-audit.ts';
import { type RunningService, startRunningService } from './running-service.ts';

/** Between two starts; longer than a signing attempt or a lease keeps others away. */
const stepMilliseconds = 5 * 60_000;

/** Process ids of a process's children whose command line says so. */
function childrenThatSay(parent: number | undefined, words: string): readonly number[] {
  const read = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8');
    } catch {
      return ''; // it has ended since the folder was listed
    }
  };
  const isChild = (pid: string) =>
    read(pid, 'stat')
      .replace(/^.*\) /, '')
      .split(' ')[1] === String(parent);
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && isChild(pid) && read(pid, 'cmdline').includes(words))
    .map(Number);
}

/** A part of the service, by what its command line says. */
export type Victim = 'dynoxide' | 'fauxqs-main.ts' | 'local/kms/main.ts' | 'local/province/main.ts';

/** The embedded service whose parts are killed, and which starts again over the same data. */
export async function startMortalService() {
  let service: RunningService = await startRunningService();
  let aheadMilliseconds = 0;
  const now = () => Date.now() + aheadMilliseconds;
  const engines = () => {
    const [province] = provinces;
    if (province === undefined) throw new Error('no province');
    const ports = portsOf({ ...province, port: service.ports['liaoning'] ?? 0 });
    return {
      dynamodb: makeDynamoClient(localClientConfig(`http://127.0.0.1:${ports.dynamodb}`)),
      signCounts: makeEngineSignCounts(`http://127.0.0.1:${ports.kms}`),
    };
  };
  return {
    /** By the service's clock. */
    now,
    engines,
    client: () => service.client('liaoning', 'shenyang-market-regulation-licences'),
    audit: () => auditRegister(engines().dynamodb, 'liaoning-register'),
    /** Kills without a word; there is one of each. */
    kill: (victim: Victim) => {
      const pids = childrenThatSay(service.process.pid, victim);
      if (pids.length !== 1) throw new Error(`${pids.length} processes are ${victim}`);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    },
    /** Asks it to end, or waits until it has, and starts it again on the same ports, a few minutes later. */
    restart: async (how: 'stopped' | 'killed') => {
      if (how === 'stopped') service.process.kill('SIGTERM');
      await service.ended;
      const { directory, ports } = service;
      aheadMilliseconds += stepMilliseconds;
      const args = [`--now=${new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z')}`];
      service = await startRunningService({ directory, ports, args });
    },
    stop: () => service.stop(),
  };
}
export type MortalService = Awaited<ReturnType<typeof startMortalService>>;
