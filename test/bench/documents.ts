import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './table.ts';

interface Measured {
  readonly facesPerSecond: number;
  readonly residentMebibytes: number;
  readonly scanMebibytes: number;
  readonly stampMilliseconds: number;
}

const run = fileURLToPath(new URL('documents-run.ts', import.meta.url));

/** Faces a second on one core, what they take of memory, and how long a stamp on a scan of 10 MB takes; beside store and KMS. */
export function measureDocuments(): readonly Figure[] {
  const told = JSON.parse(execFileSync(process.execPath, [run], { encoding: 'utf8' })) as Measured;
  const { facesPerSecond, residentMebibytes, stampMilliseconds } = told;
  return [
    { what: 'faces a second', value: facesPerSecond, target: '≥ 4', holds: facesPerSecond >= 4 },
    {
      what: 'resident MiB while making faces',
      ...{ value: residentMebibytes, target: '≤ 512', holds: residentMebibytes <= 512 },
    },
    {
      what: 'milliseconds to stamp a document of 10 MB',
      ...{ value: stampMilliseconds, target: '≤ 3000', holds: stampMilliseconds <= 3000 },
    },
  ];
}
