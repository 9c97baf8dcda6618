import { type EngineProcess, startEngineProcess } from './engine-process.ts';

/** Starts the S3 and SQS engine (fauxqs) as a child process. */
export function startObjectsAndQueuesEngine(options: {
  readonly dataDirectory: string;
  readonly port: number;
}): Promise<EngineProcess> {
  const main = new URL('./fauxqs-main.ts', import.meta.url);
  return startEngineProcess({ name: 'S3 and SQS engine', main, ...options });
}
