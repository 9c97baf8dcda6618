import type {
  GatheredIdempotencyRecords,
  IdempotencyKey,
  IdempotencyRecords,
} from '../../../shared/ports/idempotency.ts';

const nameOf = ({ client, keyDigest }: IdempotencyKey) => `${client}#${keyDigest}`;

/**
 * Records of which those with these keys are read at once. The first question after a key is answered
 * from that; whoever asks again wants to know what has become of it meanwhile.
 */
export async function gatherRecords(
  records: GatheredIdempotencyRecords,
  keys: readonly IdempotencyKey[],
): Promise<IdempotencyRecords> {
  const found = await records.gather(keys);
  const byName = new Map(found.map((record) => [nameOf(record), record]));
  const open = new Set(keys.map(nameOf));
  return {
    async find(key) {
      const name = nameOf(key);
      return open.delete(name) ? byName.get(name) : records.find(key);
    },
  };
}
