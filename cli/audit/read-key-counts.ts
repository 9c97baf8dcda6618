import type { KeySignatureCounts } from '../../shared/ports/seal-uses.ts';
import { readJsonFile } from '../input.ts';
import { Usage } from '../output.ts';

/** `arn:aws:kms:…:key/mrk-…` → `mrk-…`, the same in every Region; an id as it is. */
const toKeyId = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/**
 * Counts by key from a file, as a query over CloudTrail's Sign events gives them:
 * `{"<key id or ARN>": <count>}`; several Regions' counts of one key are added up. @throws Usage
 */
export function makeFileKeyCounts(file: string): KeySignatureCounts {
  return {
    async read() {
      const counts = new Map<string, number>();
      for (const [name, count] of Object.entries(readJsonFile(file))) {
        if (!Number.isSafeInteger(count) || Number(count) < 0) {
          throw new Usage(`${file}: the count of ${name} is not a whole number`);
        }
        counts.set(toKeyId(name), (counts.get(toKeyId(name)) ?? 0) + Number(count));
      }
      return counts;
    },
  };
}
