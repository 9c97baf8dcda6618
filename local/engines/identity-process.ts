import { type EngineProcess, startEngineProcess } from './engine-process.ts';

/** Starts the sample identity provider as a child process. */
export function startIdentityProcess(options: {
  readonly dataDirectory: string;
  readonly port: number;
  readonly provinceUrl: string;
  readonly clockOffsetMilliseconds: number;
}): Promise<EngineProcess> {
  const { provinceUrl, clockOffsetMilliseconds, ...engine } = options;
  const main = new URL('../identity/main.ts', import.meta.url);
  const more = [`--province-url=${provinceUrl}`, `--clock-offset=${clockOffsetMilliseconds}`];
  return startEngineProcess({ name: 'identity provider', main, more, ...engine });
}
