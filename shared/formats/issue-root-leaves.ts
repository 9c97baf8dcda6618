import { Problem } from '../problem/problem.ts';
import { maxIssueRootSize } from './issue-root.ts';

export const issueLeavesMediaType = 'text/plain; charset=us-ascii';

const linePattern = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const lineCharacters = 44;
/** Bytes of the longest file. */
export const maxIssueLeavesBytes = maxIssueRootSize * lineCharacters;

const refuse = (what: string) => new Problem('malformed', { reason: `issue-leaves-${what}` });

/**
 * The file of the digests under a root: one a line, each line ended, in order of their ASCII text.
 * @param digests unpadded base64url SHA-256, in order, each once
 * @throws Problem `malformed` when it could not be read again
 */
export function toIssueLeaves(digests: readonly string[]): string {
  const text = digests.map((digest) => `${digest}\n`).join('');
  readIssueLeaves(text);
  return text;
}

/**
 * Reads the digests under a root. One order and one spelling: the same digests are the same file.
 * @throws Problem `malformed`: `issue-leaves-too-large`, `issue-leaves-ending`, `issue-leaves-digest`, `issue-leaves-order`
 */
export function readIssueLeaves(text: string): readonly string[] {
  if (text === '') return [];
  if (text.length > maxIssueLeavesBytes) throw refuse('too-large');
  if (!text.endsWith('\n')) throw refuse('ending');
  const digests = text.slice(0, -1).split('\n');
  if (!digests.every((digest) => linePattern.test(digest))) throw refuse('digest');
  const isOrdered = digests.every((digest, at) => (digests[at - 1] ?? '') < digest);
  if (!isOrdered) throw refuse('order');
  return digests;
}
