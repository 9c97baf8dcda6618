/** Entries in one status list. */
export const statusListLength = 2 ** 17;

/** Synchronous SHA-256, handed in. */
type Hash = (data: Uint8Array) => Uint8Array;

const rounds = 10;
const leftValues = 2 ** 8;
const rightValues = 2 ** 9;
const keyBytes = 32;
const blockBytes = 32;

/** Pseudo-random bytes of one round: hashes of key ‖ round ‖ block number. All inputs are equally long, so a plain prefix key is a sound PRF here. */
function toRoundBytes(key: Uint8Array, hash: Hash, round: number): Uint8Array {
  const lengthBytes = round % 2 === 0 ? rightValues : leftValues * 2;
  const bytes = new Uint8Array(lengthBytes);
  for (let block = 0; block * blockBytes < lengthBytes; block += 1)
    bytes.set(hash(Uint8Array.of(...key, round, block)), block * blockBytes);
  return bytes;
}

/** An even round gives 8 bits for each of 512 right halves, an odd one 9 bits for each of 256 left halves. */
function toRoundTable(key: Uint8Array, hash: Hash, round: number): Uint16Array {
  const bytes = toRoundBytes(key, hash, round);
  if (round % 2 === 0) return Uint16Array.from(bytes);
  const view = new DataView(bytes.buffer);
  return Uint16Array.from({ length: leftValues }, (_, at) => view.getUint16(at * 2) % rightValues);
}

function permute(tables: readonly Uint16Array[], count: number): number {
  let left = count >>> 9;
  let right = count & (rightValues - 1);
  for (const [round, table] of tables.entries()) {
    if (round % 2 === 0) left ^= table[right] ?? 0;
    else right ^= table[left] ?? 0;
  }
  return (left << 9) | right;
}

/**
 * Makes the keyed permutation of 17 bits that turns a list's running count into a status index: unique
 * without a collision check, unlinkable in time for whoever lacks the key. An unbalanced Feistel
 * network of ten rounds over halves of 8 and 9 bits; its round functions are tables filled once per
 * key (160 hashes), so an index costs ten look-ups, always, without cycle walking.
 * @param key 32 secret bytes, another for each list
 * @param hash SHA-256
 * @returns count 0..131071 → index 0..131071; throws RangeError outside
 * @see Luby & Rackoff 1988; NIST SP 800-38G for alternating halves
 */
export function makeStatusIndexPermutation(key: Uint8Array, hash: Hash): (count: number) => number {
  if (key.length !== keyBytes) throw new RangeError('the key of a status list has 32 bytes');
  const tables = Array.from({ length: rounds }, (_, round) => toRoundTable(key, hash, round));
  return (count) => {
    if (!Number.isInteger(count) || count < 0 || count >= statusListLength)
      throw new RangeError('a status list has no such entry');
    return permute(tables, count);
  };
}
