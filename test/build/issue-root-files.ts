import {
  issueLeavesPath,
  issueRootMediaType,
  issueRootPath,
} from '../../shared/formats/issue-root.ts';
import { issueLeavesMediaType } from '../../shared/formats/issue-root-leaves.ts';
import type { IssueRootFiles } from '../../shared/verify/issue-root-audit.ts';
import type { ServedFile } from './public-files.ts';

/** A chain as its province serves it, by path; the last root once more as the latest. */
export function toIssueRootFiles(
  chain: readonly IssueRootFiles[],
): ReadonlyMap<string, ServedFile & { readonly body: string }> {
  const toRoot = (body: string) => ({ body, contentType: issueRootMediaType });
  const files = chain.flatMap(({ compact, leaves }, at) => [
    [issueRootPath(at + 1), toRoot(compact)] as const,
    [issueLeavesPath(at + 1), { body: leaves, contentType: issueLeavesMediaType }] as const,
  ]);
  return new Map([...files, [issueRootPath('latest'), toRoot(chain.at(-1)?.compact ?? '')]]);
}
