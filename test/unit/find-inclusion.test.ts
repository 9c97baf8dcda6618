import { describe, expect, it } from 'vitest';
import type { IssueRoot } from '../../shared/formats/issue-root.ts';
import { findInclusion } from '../../shared/verify/find-inclusion.ts';

const hour = 3600;
const week = 7 * 24 * hour;

/** Roots of so many hours from 0 on; `holds` under one of them. */
function makeRoots(count: number, holds?: number, missing: readonly number[] = []) {
  const asked: (number | 'latest')[] = [];
  const rootOf = (number: number) =>
    ({ number, from: (number - 1) * hour, until: number * hour }) as IssueRoot;
  return {
    asked,
    find: async (name: number | 'latest') => {
      asked.push(name);
      const number = name === 'latest' ? count : name;
      return number < 1 || number > count || missing.includes(number) ? undefined : rootOf(number);
    },
    prove: async ({ number }: IssueRoot) => (number === holds ? 'proof' : undefined),
  };
}

type Case = [count: number, holds: number | undefined, issuedAt: number, inclusion: string];

describe('where a licence stands among the issue roots', () => {
  it.each([
    ['in its own hour', 10, 5, 4 * hour],
    ['in its hour’s last second', 10, 5, 5 * hour - 1],
    ['later, as it took long', 300, 100, 4 * hour],
    ['in the first hour', 10, 1, 0],
    ['in the last hour', 10, 10, 9 * hour],
    ['in the last hour in which it could', 300, 169, 1],
    ['in the hour that begins as its week ends', 300, 169, 0],
  ])('is found %s', async (_what, ...[count, holds, issuedAtSeconds]) => {
    const found = await findInclusion(makeRoots(count, holds), 'd', issuedAtSeconds);
    expect(found).toMatchObject({ inclusion: 'included', root: { number: holds }, proof: 'proof' });
  });

  it.each([
    ['there is no root yet', 0, undefined, 0, 'not-rooted-yet'],
    ['its hour is not over', 4, undefined, 4 * hour, 'not-rooted-yet'],
    ['it may still come into force', 5, undefined, 4 * hour, 'not-rooted-yet'],
    ['its week ends with the last root', 168, undefined, 0, 'not-rooted-yet'],
    ['its week is over', 169, undefined, 0, 'not-included'],
    ['it stands under a root before its own hour', 10, 3, 4 * hour, 'not-rooted-yet'],
    ['it stands under a root after its week', 400, 171, 0, 'not-included'],
  ])('is told when %s', async (_what, ...asked) => {
    const [count, holds, issuedAtSeconds, inclusion] = asked as Case;
    const source =
      count === 0 ? { ...makeRoots(0), find: async () => undefined } : makeRoots(count, holds);
    expect(await findInclusion(source, 'd', issuedAtSeconds)).toEqual({ inclusion });
  });

  it('goes through no more than a week of roots', async () => {
    const roots = makeRoots(2000, 1999);
    expect(await findInclusion(roots, 'd', 0)).toEqual({ inclusion: 'not-included' });
    expect(roots.asked.length).toBeLessThan(week / hour + 20);
  });

  it('says which root is missing, in the search and on the way', async () => {
    expect(await findInclusion(makeRoots(10, 9, [6]), 'd', 4 * hour)).toEqual({
      ...{ inclusion: 'root-missing', number: 6 },
    });
    expect(await findInclusion(makeRoots(10, 9, [8]), 'd', 6 * hour)).toEqual({
      ...{ inclusion: 'root-missing', number: 8 },
    });
    expect(await findInclusion(makeRoots(10, 9, [7]), 'd', 0)).toEqual({
      ...{ inclusion: 'root-missing', number: 7 },
    });
  });
});
