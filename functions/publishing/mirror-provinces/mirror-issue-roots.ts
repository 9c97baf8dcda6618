import { createHash } from 'node:crypto';
import {
  issueLeavesPath,
  issueRootMediaType,
  issueRootPath,
  maxIssueRootBytes,
} from '../../../shared/formats/issue-root.ts';
import {
  issueLeavesMediaType,
  maxIssueLeavesBytes,
} from '../../../shared/formats/issue-root-leaves.ts';
import type { ForeignFile } from '../../../shared/ports/foreign-files.ts';
import { type MirrorOutcome, mirrorFile, mirrorPath } from './mirror-file.ts';
import type { Mirroring } from './mirror-ports.ts';

const cacheControl = 'public, max-age=31536000, immutable';
/** Name of the mark: all roots up to that number are here, and the digest of the last. */
const chain = 'issue-roots';
const leavesMediaTypeAsked = 'text/plain';

/**
 * Mirrors a province's issue roots 颁发根, each with its digests and each chained to the last: a licence
 * under a seal that is compromised later has to be proved when its province may be out of reach. A
 * province that publishes none is as good as any other.
 */
export async function mirrorIssueRoots(one: Mirroring): Promise<readonly MirrorOutcome[]> {
  const name = issueRootPath('latest');
  const { outcome, content: latest } = await mirrorFile(one, {
    ...{ name, address: `${one.province.url}/${name}`, mediaType: issueRootMediaType },
    maxBytes: maxIssueRootBytes,
    open: one.open.issueRoot,
    orderOf: ({ number }) => number,
    isNumbered: true,
  });
  if (outcome === 'refused') return ['refused'];
  if (latest === undefined || outcome === 'unreachable') return [];
  return catchUp(one, latest.number);
}

/** One after the other from the last that is here; the next round goes on where time was over. */
async function catchUp(one: Mirroring, last: number): Promise<readonly MirrorOutcome[]> {
  const { ports, province, until } = one;
  const seen = await ports.marks.find(province.code, chain);
  let digest = seen?.digest;
  for (let number = (seen?.order ?? 0) + 1; number <= last; number += 1) {
    if (ports.clock.now() >= until) return [];
    const taken = await takeRoot(one, { number, previous: digest });
    if (typeof taken !== 'object') return taken === undefined ? [] : [taken];
    await ports.marks.raise(province.code, chain, { order: number, digest: taken.digest });
    digest = taken.digest;
  }
  return [];
}

interface NextRoot {
  readonly number: number;
  /** Digest of the root before it, which it has to name. */
  readonly previous: string | undefined;
}

/** Its digests first, so that a root that is here has them; undefined when one of the two cannot be had now. */
async function takeRoot(
  one: Mirroring,
  { number, previous }: NextRoot,
): Promise<{ readonly digest: string } | 'refused' | undefined> {
  const files = await fetchBoth(one, number);
  if (files === undefined || files === 'refused') return files;
  const { root, leaves } = files;
  const opened = await one.open.issueRoot(root);
  if (opened.value === undefined) return refuse(one, number, opened.reason ?? 'unknown');
  const isNext = opened.value.number === number && opened.value.previous === previous;
  if (!isNext) return refuse(one, number, 'issue-root-unchained');
  if (!(await one.open.isOver(opened.value, leaves))) {
    return refuse(one, number, 'issue-leaves-differ');
  }
  const { code } = one.province;
  const put = (path: string, body: Uint8Array, contentType: string) =>
    one.ports.shelf.put(mirrorPath(code, path), { body, contentType, cacheControl });
  await put(issueLeavesPath(number), leaves, issueLeavesMediaType);
  await put(issueRootPath(number), root, issueRootMediaType);
  return { digest: createHash('sha256').update(root).digest('base64url') };
}

async function fetchBoth(one: Mirroring, number: number) {
  const { foreignFiles } = one.ports;
  const ask = (path: string, mediaType: string, maxBytes: number): Promise<ForeignFile> =>
    foreignFiles.fetch({ address: `${one.province.url}/${path}`, mediaType, maxBytes });
  const root = await ask(issueRootPath(number), issueRootMediaType, maxIssueRootBytes);
  const leaves = await ask(issueLeavesPath(number), leavesMediaTypeAsked, maxIssueLeavesBytes);
  const refused = [root, leaves].find(({ outcome }) => outcome === 'refused');
  if (refused?.outcome === 'refused') return refuse(one, number, refused.reason);
  const isHad = root.outcome === 'fetched' && leaves.outcome === 'fetched';
  return isHad ? { root: root.body, leaves: leaves.body } : undefined;
}

function refuse({ ports, province }: Mirroring, number: number, reason: string): 'refused' {
  const file = issueRootPath(number);
  ports.log.alert('mirror.refused', { province: province.code, file, reason });
  return 'refused';
}
