import { describe, expect, it } from 'vitest';
import { makeKitShelf, type OpenedKit } from '../../shared/verify/offline-kit.ts';
import type { ShelfRequest } from '../../shared/verify/verifier-shelf.ts';

const liaoning = 'https://liaoning.example';
const zhejiang = 'https://zhejiang.example';
const address = `${liaoning}/trust-list`;
const mediaType = 'application/trust-list+jwt';

/** A kit that was signed at a second and ends a hundred later, with one file. */
function kitOf(provinceUrl: string, issuedAt: number, text: string): OpenedKit {
  const kit = { provinceUrl, issuedAt, expiresAt: issuedAt + 100 } as OpenedKit['kit'];
  const files = new Map([[address, { address, mediaType, text }]]);
  return { kit, number: 1, digest: '', files, missing: [] };
}
const usual: ShelfRequest = { address, mediaType, maxBytes: 100, maxAgeSeconds: 0 };
const findIn = async (kits: readonly OpenedKit[], changes: Partial<ShelfRequest> = {}) => {
  const file = await makeKitShelf(kits).find({ ...usual, ...changes });
  return file && [new TextDecoder().decode(file.body), file.goodUntilSeconds];
};
const one = kitOf(liaoning, 5, 'own');

describe('a shelf of offline kits', () => {
  it('has a kit’s file until the kit ends, and always the same one', async () => {
    expect(await findIn([one])).toEqual(['own', 105]);
    const shelf = makeKitShelf([one]);
    expect(await shelf.find(usual)).toBe(await shelf.find(usual));
  });

  it('takes the file of the newer of two kits, whichever was laid in first', async () => {
    const newer = kitOf(liaoning, 6, 'newer');
    expect(await findIn([one, newer])).toEqual(['newer', 106]);
    expect(await findIn([newer, one])).toEqual(['newer', 106]);
    const mirrors = [kitOf(zhejiang, 7, 'old'), kitOf('https://jilin.example', 8, 'new')];
    expect(await findIn(mirrors)).toEqual(['new', 108]);
  });

  it('takes the file of its own province’s kit before a newer mirror of it', async () => {
    const mirror = kitOf(zhejiang, 9, 'mirrored');
    expect(await findIn([mirror, one])).toEqual(['own', 105]);
    expect(await findIn([mirror])).toEqual(['mirrored', 109]);
    const namesake = kitOf('https://liaoning.exam', 3, 'namesake');
    expect(await findIn([namesake, mirror])).toEqual(['mirrored', 109]);
  });

  it('is asked in the kit that has the file, not in the newest', async () => {
    const newer = { ...kitOf(liaoning, 9, ''), files: new Map() };
    expect(await findIn([newer, one])).toEqual(['own', 105]);
  });

  it.each<readonly [string, Partial<ShelfRequest>]>([
    ['in no kit', { address: `${liaoning}/other` }],
    ['of another sort', { mediaType: 'text/plain' }],
    ['larger than is taken', { maxBytes: 2 }],
    ['of a time before the kit', { atSeconds: 5 }],
  ])('has nothing that is %s', async (_what, changes) => {
    expect(await findIn([one], changes)).toBeUndefined();
  });

  it('has a file of just the size that is taken', async () => {
    expect(await findIn([one], { maxBytes: 3 })).toEqual(['own', 105]);
    expect(await findIn([kitOf(liaoning, 5, '证')], { maxBytes: 2 })).toBeUndefined();
  });
});
