import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientFile } from '../../local/seed/client-file.ts';
import type { Sample } from '../../local/seed/seed-province.ts';

export type ProvinceSlug = 'liaoning' | 'zhejiang';

/** What to start: by default one province, new, on free ports, at the machine's time. */
export interface ServiceStart {
  readonly provinces?: readonly ProvinceSlug[];
  /** A data directory from an earlier start; a new one in the temporary directory unless told. */
  readonly directory?: string;
  /** Ports from an earlier start. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Further arguments, for instance `--now=2026-05-01T00:00:00Z`. */
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A start that may not have come to its end yet. */
export interface StartedService {
  readonly process: ChildProcess;
  readonly directory: string;
  readonly ports: Readonly<Record<string, number>>;
  /** Everything printed so far. */
  output(): string;
  /** Resolves when the service says that it is ready. @throws Error with what it printed when it ends instead */
  readonly ready: Promise<void>;
  /** Resolves with the exit code, or the signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** The embedded service, ready. */
export interface RunningService extends StartedService {
  urlOf(province: ProvinceSlug): string;
  /** The file of a sample client, by its id. */
  clientPath(province: ProvinceSlug, clientId: string): string;
  client(province: ProvinceSlug, clientId: string): ClientFile;
  samples(province: ProvinceSlug): readonly Sample[];
  /** Stops it, and removes its data unless they are to be used again. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>;
}

const startScript = fileURLToPath(new URL('../../local/start.ts', import.meta.url));

/** Whatever still runs when the tests end, however they end, is ended with them. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `npm start`'s program; it need not come up. */
export async function spawnService(start: ServiceStart = {}): Promise<StartedService> {
  const provinces = start.provinces ?? ['liaoning'];
  const ports = start.ports ?? (await findPorts(provinces));
  const directory = start.directory ?? join(mkdtempSync(join(tmpdir(), 'yinzheng-run-')), 'data');
  const child = spawn(
    process.execPath,
    [
      startScript,
      `--data=${directory}`,
      ...provinces.flatMap((slug) => [`--province=${slug}`, `--port=${slug}=${ports[slug]}`]),
      ...(start.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...start.environment } },
  );
  running.add(child);
  let printed = '';
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        printed += part;
        if (printed.includes(' is ready after ')) resolve();
      });
    }
    void ended.then((how) => reject(new Error(`the service ended (${how}):\n${printed}`)));
  });
  ready.catch(() => undefined);
  return { process: child, directory, ports, output: () => printed, ready, ended };
}

/** Starts the embedded service and waits until it is ready. */
export async function startRunningService(start: ServiceStart = {}): Promise<RunningService> {
  const service = await spawnService(start);
  await service.ready;
  const { directory, ports } = service;
  const clientPath = (province: ProvinceSlug, clientId: string) =>
    join(directory, 'clients', province, `${clientId}.json`);
  const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  return {
    ...service,
    urlOf: (province) => `http://127.0.0.1:${ports[province]}`,
    clientPath,
    client: (province, clientId) => readJson(clientPath(province, clientId)) as ClientFile,
    samples: (province) => readJson(clientPath(province, 'samples')) as readonly Sample[],
    stop: async ({ keepData = false } = {}) => {
      service.process.kill('SIGTERM');
      await service.ended;
      if (!keepData) rmSync(dirname(directory), { recursive: true, force: true });
    },
  };
}

/** For each province a port that is free together with the four above it. */
export async function findPorts(provinces: readonly string[]): Promise<Record<string, number>> {
  const ports: Record<string, number> = {};
  for (const slug of provinces) {
    do ports[slug] = 20_000 + 8 * Math.floor(Math.random() * 1500);
    while (!(await areFree(ports[slug])));
  }
  return ports;
}

async function areFree(first: number): Promise<boolean> {
  const checks = [0, 1, 2, 3, 4].map((offset) => isFree(first + offset));
  return (await Promise.all(checks)).every(Boolean);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
