import { createHash } from 'node:crypto';
import type { NumberSequences } from '../../ports/leases.ts';
import {
  type BlockTaker,
  type CounterLease,
  type CounterTable,
  findLeased,
  leaseBlock,
  makeBlockTaker,
  raiseLeased,
} from './dynamo-leases.ts';

/** Small, because what a container leaves unused shows as a gap in a department's numbers. */
const blockSize = 16;
const values = Number.MAX_SAFE_INTEGER - blockSize;
/** Scopes that one container keeps a block of; beyond it the oldest block is given up. */
const maxScopes = 1000;

/**
 * Leases blocks where both Regions count, in a table that only one of them has: what the first Region
 * leased and had not copied when it was lost is not leased again. The register is told how far it has
 * come, so that a province goes on from there with one Region; the first block begins no earlier than
 * the register knows, so that it goes on from there with two.
 */
function makeLeaseOnce(register: CounterTable, once: CounterTable, lease: CounterLease) {
  const { name } = lease;
  let begun: Promise<void> | undefined;
  const begin = async () => raiseLeased(once, { name, until: await findLeased(register, name) });
  return async () => {
    begun ??= begin().catch((error: unknown) => {
      begun = undefined;
      throw error;
    });
    await begun;
    const block = await leaseBlock(once, lease);
    if (block !== 'full') await raiseLeased(register, { name, until: block.until });
    return block;
  };
}

/**
 * Running numbers from counters, one a scope.
 * @param register the table that both Regions have copies of
 * @param once with two Regions: the one that counts for both
 */
export function makeDynamoNumberSequences(
  register: CounterTable,
  once?: CounterTable,
): NumberSequences {
  const takers = new Map<string, BlockTaker>();
  const takerOf = (scope: string): BlockTaker => {
    const known = takers.get(scope);
    if (known !== undefined) return known;
    const name = `sequence#${createHash('sha256').update(scope).digest('base64url')}`;
    const lease = { name, blockSize, values };
    const taker = makeBlockTaker(
      once ? makeLeaseOnce(register, once, lease) : () => leaseBlock(register, lease),
    );
    takers.set(scope, taker);
    const [oldest] = takers.keys();
    if (takers.size > maxScopes && oldest !== undefined) takers.delete(oldest);
    return taker;
  };
  return {
    async next(scope) {
      const value = await takerOf(scope).take();
      if (value === 'full') throw new Error('a number sequence has come to its end');
      return value + 1;
    },
  };
}
