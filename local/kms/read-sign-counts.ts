import type { KeySignatureCounts } from '../../shared/ports/seal-uses.ts';

/** The engine's own count of signatures by key, over the life of its data; KMS itself has CloudTrail instead. */
export function makeEngineSignCounts(endpoint: string): KeySignatureCounts {
  return {
    async read() {
      const answer = await fetch(`${endpoint}/counts`);
      if (!answer.ok) throw new Error(`the KMS engine answered ${answer.status}`);
      return new Map(Object.entries((await answer.json()) as Record<string, number>));
    },
  };
}
