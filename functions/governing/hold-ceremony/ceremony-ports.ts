import type { CeremonyKeys } from '../../../shared/ports/ceremony-keys.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { DirectoryBootstrap } from '../../../shared/ports/directory-proposals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import type { CeremonyStep, Present } from './transcript.ts';

export interface CeremonyPorts {
  readonly keys: CeremonyKeys;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly bootstrap: DirectoryBootstrap;
  readonly primitives: Primitives;
  readonly clock: Clock;
}

/** What a ceremony is held with. */
export interface CeremonyOptions {
  /** Province name in zh-Hans, as in certificates' ST. */
  readonly provinceName: string;
  /** Certificates say that they are samples 示例. */
  readonly sample: boolean;
  readonly present: readonly Present[];
  /** Says what would be done, and does nothing. */
  readonly dryRun?: boolean;
  /** Told of every step as it is done. */
  readonly onStep?: (step: CeremonyStep) => void;
}

/** Why a ceremony cannot go on; nothing is written after it. */
export function ceremonyFault(reason: string, detail: string): Problem {
  return new Problem('state-conflict', { reason, detail });
}
