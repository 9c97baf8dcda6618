import { type EngineProcess, startEngineProcess } from './engine-process.ts';

/** Starts the KMS engine as a child process. */
export function startKmsProcess(options: {
  readonly dataDirectory: string;
  readonly port: number;
}): Promise<EngineProcess> {
  const main = new URL('../kms/main.ts', import.meta.url);
  return startEngineProcess({ name: 'KMS engine', main, ...options });
}
