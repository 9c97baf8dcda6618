import { issueRootDueBy } from '../domain/issue-hour.ts';
import { type IssueRoot, maxIssueRootSize } from '../formats/issue-root.ts';
import { readIssueLeaves } from '../formats/issue-root-leaves.ts';
import { toIssueMerkleRoot } from '../formats/issue-root-tree.ts';
import { Problem } from '../problem/problem.ts';
import type { OpenedIssueRoot, OpenIssueRoot } from './issue-roots.ts';
import type { Primitives } from './primitives.ts';
import { clockSkewSeconds } from './signed-files.ts';

/** What is wrong with a chain of issue roots. Append-only: a code keeps its meaning. */
export type IssueRootFault =
  /** The file is not an issue root. */
  | 'malformed'
  /** Not signed by a list signer of the province. */
  | 'untrusted'
  /** Another province's, or at another address than its own. */
  | 'misplaced'
  /** Does not name the root before it by its bytes. */
  | 'unchained'
  /** Begins elsewhere than the one before it ended, or was signed before it, or is of the future. */
  | 'out-of-time'
  /** The digests under it are not the file it was made over. */
  | 'leaves-differ'
  /** Not the root that was seen under that number before. */
  | 'forked'
  /** A root that was seen before is not there any more. */
  | 'truncated'
  /** The hour after the last root is long over. */
  | 'overdue';

/** A root of which something is wrong. */
export interface IssueRootFinding {
  readonly number: number;
  readonly fault: IssueRootFault;
}

/** A root and the digests under it, as the shelf gave them. */
export interface IssueRootFiles {
  readonly compact: string;
  readonly leaves: string;
}

/** A root that was seen before, by what its bytes are. */
export interface SeenIssueRoot {
  readonly number: number;
  readonly digest: string;
}

/** What the auditor knows beside the files. */
export interface IssueRootAudit {
  readonly provinceUrl: string;
  readonly nowSeconds: number;
  /** The last root of an earlier audit. Without it nobody can tell a chain signed anew from its first root on. */
  readonly seen?: SeenIssueRoot | undefined;
  readonly open: OpenIssueRoot;
  readonly primitives: Pick<Primitives, 'hash'>;
  /** Digests under a full root; only a test has other than 65,536. */
  readonly maxSize?: number;
}

/** What was found, and the last root, to be remembered for the next audit when nothing was. */
export interface IssueRootReport {
  readonly findings: readonly IssueRootFinding[];
  readonly roots: number;
  /** Digests under all of them. */
  readonly licences: number;
  readonly last?: SeenIssueRoot & { readonly root: IssueRoot };
}

function isChained(root: IssueRoot, before: OpenedIssueRoot | undefined): boolean {
  return root.previous === before?.digest;
}

/** Each begins where the one before ended; one hour may have several when each but the last is full. */
function isInTime(
  root: IssueRoot,
  before: OpenedIssueRoot | undefined,
  { nowSeconds, maxSize = maxIssueRootSize }: IssueRootAudit,
): boolean {
  if (root.issuedAt > nowSeconds + clockSkewSeconds) return false;
  if (before === undefined) return true;
  const { from, until, size, issuedAt } = before.root;
  if (root.issuedAt < issuedAt) return false;
  const isFurtherPart =
    root.from === from && root.until === until && size === maxSize && root.size > 0;
  return root.from === until || isFurtherPart;
}

async function areLeaves(root: IssueRoot, text: string, primitives: Pick<Primitives, 'hash'>) {
  try {
    const digests = readIssueLeaves(text);
    if (digests.length !== root.size) return false;
    return (await toIssueMerkleRoot(digests, primitives.hash)) === root.root;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

async function* faultsOf(
  one: OpenedIssueRoot,
  before: OpenedIssueRoot | undefined,
  { number, leaves, audit }: { number: number; leaves: string; audit: IssueRootAudit },
): AsyncGenerator<IssueRootFault> {
  const { root, digest } = one;
  const { provinceUrl, seen, primitives } = audit;
  if (root.number !== number || root.provinceUrl !== provinceUrl) yield 'misplaced';
  if (!isChained(root, before)) yield 'unchained';
  if (!isInTime(root, before, audit)) yield 'out-of-time';
  if (!(await areLeaves(root, leaves, primitives))) yield 'leaves-differ';
  if (seen?.number === number && seen.digest !== digest) yield 'forked';
}

/** What the end of the chain says: is what was seen still there, and is the next one due? */
function* faultsAtEnd(last: OpenedIssueRoot | undefined, roots: number, audit: IssueRootAudit) {
  if (roots < (audit.seen?.number ?? 0)) yield 'truncated' as const;
  if (last !== undefined && issueRootDueBy(last.root.until) < audit.nowSeconds) {
    yield 'overdue' as const;
  }
}

/**
 * Audits a province's whole chain of issue roots: signatures, numbers, times, links, and the digests
 * under every root; against what was seen before, and against the clock.
 * @param files from number 1 on, in order, as the shelf gives them by number
 */
export async function auditIssueRoots(
  files: Iterable<IssueRootFiles> | AsyncIterable<IssueRootFiles>,
  audit: IssueRootAudit,
): Promise<IssueRootReport> {
  const findings: IssueRootFinding[] = [];
  let before: OpenedIssueRoot | undefined;
  let number = 0;
  let licences = 0;
  for await (const { compact, leaves } of files) {
    number += 1;
    const one = await audit.open(compact);
    if (typeof one === 'string') {
      findings.push({ number, fault: one });
      before = undefined;
      continue;
    }
    for await (const fault of faultsOf(one, before, { number, leaves, audit })) {
      findings.push({ number, fault });
    }
    licences += one.root.size;
    before = one;
  }
  for (const fault of faultsAtEnd(before, number, audit)) findings.push({ number, fault });
  const last = before && { number, digest: before.digest, root: before.root };
  return { findings, roots: number, licences, ...(last ? { last } : {}) };
}
