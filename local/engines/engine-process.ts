import { fileURLToPath } from 'node:url';
import { type RunningChild, startChild } from './child-process.ts';

/** An engine that runs as a child process. */
export interface EngineProcess {
  readonly endpoint: string;
  readonly child: RunningChild;
  close(): Promise<void>;
}

/** Which of our engines, and where it keeps its data and listens; port 0 takes any free one. */
export interface EngineCommand {
  readonly name: string;
  /** The engine's main file, as a URL. */
  readonly main: URL;
  readonly dataDirectory: string;
  readonly port: number;
  /** Further arguments. */
  readonly more?: readonly string[];
}

function findEndpoint(line: string): string | undefined {
  if (!line.startsWith('{"ready":true,')) return undefined;
  return (JSON.parse(line) as { endpoint: string }).endpoint;
}

/** Starts one of our own engines in a Node process, with the Node we run on. */
export async function startEngineProcess(engine: EngineCommand): Promise<EngineProcess> {
  const { name, main, dataDirectory, port, more = [] } = engine;
  const child = await startChild({
    name,
    command: process.execPath,
    args: [fileURLToPath(main), '--directory', dataDirectory, '--port', String(port), ...more],
    isReady: (line) => findEndpoint(line) !== undefined,
    watchesInput: true,
  });
  return { endpoint: findEndpoint(child.readyLine) ?? '', child, close: () => child.stop() };
}
