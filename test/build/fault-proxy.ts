import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { alterSignature } from './altered-signature.ts';

/** What the proxy does to a call instead of handing it on (`threats.md` section 5). */
export type ProxyFault =
  | 'drop-before'
  | 'commit-then-drop'
  | 'commit-then-500'
  | 'error-500'
  | 'throttle'
  | 'in-the-way'
  | 'duplicate'
  | 'late-duplicate'
  | 'delay'
  | 'truncated'
  | 'disabled-key'
  | 'wrong-key'
  | 'high-s';

/** One call on its way to an engine. */
export interface ProxiedCall {
  /** As in `X-Amz-Target`, without the service's name; method and path where there is none. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** What an engine answered. */
export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Which engine stands behind, and what befalls its callers. Plain data: a thread may be given it. */
export interface FaultProxyOptions {
  readonly target: string;
  readonly seed: number;
  /** How many of all calls meet a fault, 0 to 1. */
  readonly rate: number;
  /** One of these, each as likely. */
  readonly faults: readonly ProxyFault[];
  /** Others for some operations. */
  readonly faultsOf?: Readonly<Record<string, readonly ProxyFault[]>>;
}

/** What a proxy has done so far. */
export interface ProxyCounts {
  /** How often each fault was met. */
  readonly met: Partial<Record<ProxyFault, number>>;
  /** Calls that arrived, by operation. */
  readonly arrived: Readonly<Record<string, number>>;
}

/** A proxy between the SDK and an engine. */
export interface FaultProxy {
  readonly endpoint: string;
  counts(): Promise<ProxyCounts>;
  /** From now on so many of all calls meet a fault; resolves when every late duplicate has been sent. */
  setRate(rate: number): Promise<void>;
  close(): Promise<void>;
}

/** Numbers from a seed, 0 ≤ value < 1 (mulberry32). */
export function makeSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const errorAnswer = (status: number, name: string, more: object = {}): ProxiedAnswer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify({ __type: name, message: 'injected', ...more })),
});

/** A transaction that met another one, or a partition that is too busy: as DynamoDB says it, item by item. */
const inTheWay = {
  CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }, { Code: 'None' }],
};

/** Two names for "not now": DynamoDB says either. */
const throttleNames = ['ThrottlingException', 'ProvisionedThroughputExceededException'];

function makeForward(target: string, agent: Agent) {
  const { hostname, port } = new URL(target);
  return ({ method, path, headers, body }: ProxiedCall): Promise<ProxiedAnswer> =>
    new Promise((resolve, reject) => {
      const options = { hostname, port, method, path, headers, agent };
      const sending = request(options, (answer) => {
        readAll(answer).then((content) => {
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content });
        }, reject);
      });
      sending.once('error', reject);
      sending.end(body);
    });
}

const lateMilliseconds = (random: () => number) => 50 + 300 * random();

/** Does to a call what its fault says; `undefined`: the connection is cut. */
function makeMeet(
  random: () => number,
  forward: ReturnType<typeof makeForward>,
  late: (work: Promise<unknown>) => void,
) {
  const acts: Record<ProxyFault, (call: ProxiedCall) => Promise<ProxiedAnswer | undefined>> = {
    'drop-before': async () => undefined,
    'error-500': async () => errorAnswer(500, 'InternalServerError'),
    'disabled-key': async () => errorAnswer(400, 'DisabledException'),
    throttle: async () =>
      errorAnswer(400, throttleNames[Math.floor(random() * throttleNames.length)] ?? ''),
    'in-the-way': async () =>
      errorAnswer(400, 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException', inTheWay),
    'commit-then-drop': async (call) => {
      await forward(call);
      return undefined;
    },
    'commit-then-500': async (call) => {
      await forward(call);
      return errorAnswer(500, 'InternalServerError');
    },
    duplicate: async (call) => {
      await forward(call);
      return forward(call);
    },
    'late-duplicate': async (call) => {
      const answer = await forward(call);
      late(pause(lateMilliseconds(random)).then(() => forward(call)));
      return answer;
    },
    delay: async (call) => {
      await pause(lateMilliseconds(random));
      return forward(call);
    },
    truncated: async (call) => {
      const answer = await forward(call);
      return { ...answer, body: answer.body.subarray(0, answer.body.length >> 1) };
    },
    'wrong-key': async (call) => alterSignature('wrong-key', call, await forward(call)),
    'high-s': async (call) => alterSignature('high-s', call, await forward(call)),
  };
  return (fault: ProxyFault | undefined, call: ProxiedCall) =>
    fault === undefined ? forward(call) : acts[fault](call);
}

function write(response: ServerResponse, answer: ProxiedAnswer | undefined): void {
  if (answer === undefined) {
    response.socket?.destroy();
    return;
  }
  const { 'transfer-encoding': _, connection: __, 'x-amz-crc32': ___, ...headers } = answer.headers;
  response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
  response.end(answer.body);
}

function raise<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = ((counts[key] as number | undefined) ?? 0) + 1;
}

async function readCall(incoming: IncomingMessage): Promise<ProxiedCall> {
  const { method = '', url = '', headers } = incoming;
  const target = String(headers['x-amz-target'] ?? `.${method} ${url}`);
  const operation = target.slice(target.indexOf('.') + 1);
  return { operation, method, path: url, headers, body: await readAll(incoming) };
}

/** Draws the fault that a call meets, if any. */
function makeDraw({ faults, faultsOf }: FaultProxyOptions, random: () => number) {
  return ({ operation }: ProxiedCall, rate: number): ProxyFault | undefined => {
    if (random() >= rate) return undefined;
    const possible = faultsOf?.[operation] ?? faults;
    return possible[Math.floor(random() * possible.length)];
  };
}

/** Work that goes on after its answer was given. */
function makeLateWork() {
  const waiting = new Set<Promise<unknown>>();
  const add = (work: Promise<unknown>) => {
    const settled: Promise<unknown> = work
      .catch(() => undefined)
      .finally(() => waiting.delete(settled));
    waiting.add(settled);
  };
  return { add, settle: () => Promise.all(waiting) };
}

/** Starts a proxy before an engine, on a free port of loopback. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const random = makeSeededRandom(options.seed);
  const late = makeLateWork();
  const draw = makeDraw(options, random);
  const meet = makeMeet(random, makeForward(options.target, agent), late.add);
  const counts: { met: Partial<Record<ProxyFault, number>>; arrived: Record<string, number> } = {
    met: {},
    arrived: {},
  };
  let { rate } = options;
  const server = createServer(async (incoming, response) => {
    try {
      const call = await readCall(incoming);
      raise(counts.arrived, call.operation);
      const fault = draw(call, rate);
      if (fault !== undefined) raise(counts.met, fault);
      write(response, await meet(fault, call));
    } catch {
      response.socket?.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: async () => counts,
    setRate: async (next) => {
      rate = next;
      await late.settle();
    },
    close: async () => {
      await late.settle();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
