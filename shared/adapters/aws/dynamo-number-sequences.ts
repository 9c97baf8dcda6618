import { createHash } from 'node:crypto';
import type { NumberSequences } from '../../ports/leases.ts';
import { type BlockTaker, type CounterTable, makeBlockTaker } from './dynamo-leases.ts';

/** Small, because what a container leaves unused shows as a gap in a department's numbers. */
const blockSize = 16;
const values = Number.MAX_SAFE_INTEGER - blockSize;
/** Scopes that one container keeps a block of; beyond it the oldest block is given up. */
const maxScopes = 1000;

/** Running numbers from counters in the register table, one a scope. */
export function makeDynamoNumberSequences(table: CounterTable): NumberSequences {
  const takers = new Map<string, BlockTaker>();
  const takerOf = (scope: string): BlockTaker => {
    const known = takers.get(scope);
    if (known !== undefined) return known;
    const name = `sequence#${createHash('sha256').update(scope).digest('base64url')}`;
    const taker = makeBlockTaker(table, { name, blockSize, values });
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
