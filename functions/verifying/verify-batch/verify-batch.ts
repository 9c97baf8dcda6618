import { readVerificationBody } from '../../../shared/api/verifications.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { Verification } from '../../../shared/verify/verification.ts';
import type { VerifyLicence } from '../verify-licence/verify-licence.ts';

/** What became of one item: its verdict, or why it could not be asked about. */
export type BatchItem = { readonly verification: Verification } | { readonly problem: Problem };

export interface VerifyBatchPorts {
  readonly verifyLicence: VerifyLicence;
  readonly clock: Pick<Clock, 'now'>;
}

/** Verifies many, each for itself, in their order. */
export type VerifyBatch = (items: readonly unknown[]) => Promise<readonly BatchItem[]>;

/** Side by side, for each may wait for a list of its own. */
const atOnce = 32;
/** The gateway gives up after 29 seconds; what was not begun by then is left to another request. */
const patienceMilliseconds = 20_000;

/** Closes the verification of many over that of one. A fault of ours with one item is a fault of the whole. */
export function makeVerifyBatch({ verifyLicence, clock }: VerifyBatchPorts): VerifyBatch {
  const verifyItem = async (item: unknown): Promise<BatchItem> => {
    try {
      return { verification: await verifyLicence(readVerificationBody(item)) };
    } catch (error) {
      if (error instanceof Problem) return { problem: error };
      throw error;
    }
  };
  return async (items) => {
    const giveUpAt = clock.now() + patienceMilliseconds;
    const answered: BatchItem[] = [];
    for (let at = 0; at < items.length; at += atOnce) {
      const step = items.slice(at, at + atOnce);
      const isLate = clock.now() >= giveUpAt;
      answered.push(...(await Promise.all(step.map(isLate ? leaveOut : verifyItem))));
    }
    return answered;
  };
}

async function leaveOut(): Promise<BatchItem> {
  return { problem: new Problem('service-unavailable', { reason: 'out-of-time' }) };
}
