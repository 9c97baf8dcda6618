import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import { type IssueRoot, issueLeavesPath, issueRootPath } from '../../shared/formats/issue-root.ts';
import { readIssueLeaves } from '../../shared/formats/issue-root-leaves.ts';
import type { IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import { makeOpenIssueRoot } from '../../shared/verify/issue-roots.ts';
import { findPublicFile } from '../public-file.ts';

export const primitives = makeNodePrimitives();

/** A province's issue roots as they lie on its shelf, opened under an anchor. */
export function makeIssueRootShelf(provinceUrl: string, anchor: Uint8Array) {
  const open = makeOpenIssueRoot({ primitives, anchors: [{ certificate: anchor, provinceUrl }] });
  const addressOf = (path: string) => `${provinceUrl}/${path}`;
  const find = async (name: number | 'latest'): Promise<IssueRoot | undefined> => {
    const compact = await findPublicFile(addressOf(issueRootPath(name)));
    if (compact === undefined) return undefined;
    const opened = await open(compact);
    if (typeof opened === 'string') throw new Error(`issue root ${name} is ${opened}`);
    return opened.root;
  };
  const findLeaves = async (number: number) =>
    (await findPublicFile(addressOf(issueLeavesPath(number)))) ?? '';
  return {
    open,
    /** @throws Error when it is not the province's */
    find,
    digestsUnder: async (number: number) => readIssueLeaves(await findLeaves(number)),
    /** Every root from the first on, up to the one that is not there. */
    files: async function* (): AsyncGenerator<IssueRootFiles> {
      for (let number = 1; ; number += 1) {
        const compact = await findPublicFile(addressOf(issueRootPath(number)));
        if (compact === undefined) return;
        yield { compact, leaves: await findLeaves(number) };
      }
    },
  };
}

export type IssueRootShelf = ReturnType<typeof makeIssueRootShelf>;
