/**
 * The check value of a hybrid system MOD (m+1),m: MOD 37,36 for identifiers, MOD 11,10 (GB/T 17710)
 * for numbers.
 * @param values of the characters, each 0..m−1
 * @param m 36 or 10
 * @see ISO/IEC 7064 hybrid systems
 */
export function toHybridCheck(values: readonly number[], m: 10 | 36): number {
  let p: number = m;
  for (const value of values) {
    // both remainders by subtraction: p is at most m, so no sum is twice what it is divided by
    const sum = p + value > m ? p + value - m : p + value;
    p = 2 * sum > m ? 2 * sum - (m + 1) : 2 * sum;
  }
  return (m + 1 - p) % m;
}
