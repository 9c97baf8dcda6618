import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  type FaultProxy,
  type FaultProxyOptions,
  type ProxyCounts,
  startFaultProxy,
} from './fault-proxy.ts';

/** What the thread is asked: to count, to change its rate, to end. */
type Question =
  | { readonly ask: 'counts' | 'close' }
  | { readonly ask: 'rate'; readonly rate: number };

async function answer(proxy: FaultProxy, question: Question): Promise<ProxyCounts | undefined> {
  if (question.ask === 'rate') await proxy.setRate(question.rate);
  if (question.ask === 'close') await proxy.close();
  return question.ask === 'counts' ? proxy.counts() : undefined;
}

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const proxy = await startFaultProxy(workerData as FaultProxyOptions);
  port.on('message', async (question: Question) => {
    port.postMessage(await answer(proxy, question));
    if (question.ask === 'close') port.close();
  });
  port.postMessage(proxy.endpoint);
}

/** The same proxy in a thread of its own, so that it takes no turn from those who call through it. */
export async function startFaultProxyThread(options: FaultProxyOptions): Promise<FaultProxy> {
  const worker = new Worker(new URL(import.meta.url), { workerData: options });
  const [endpoint] = (await once(worker, 'message')) as [string];
  const ask = async (question: Question): Promise<unknown> => {
    worker.postMessage(question);
    const [told] = (await once(worker, 'message')) as [unknown];
    return told;
  };
  return {
    endpoint,
    counts: async () => (await ask({ ask: 'counts' })) as ProxyCounts,
    setRate: async (rate) => void (await ask({ ask: 'rate', rate })),
    close: async () => {
      await ask({ ask: 'close' });
      await worker.terminate();
    },
  };
}
