import {
  type IssueRoot,
  issueLeavesPath,
  issueRootMediaType,
  issueRootPath,
  maxIssueRootBytes,
} from '../formats/issue-root.ts';
import { maxIssueLeavesBytes, readIssueLeaves } from '../formats/issue-root-leaves.ts';
import { toIssueMerkleRoot } from '../formats/issue-root-tree.ts';
import { unlessRefused } from '../problem/unless-refused.ts';
import { findSeal } from './check-seal.ts';
import { doubted, passed } from './evidence.ts';
import type { TrustExamination, TrustFinding } from './examine-trust.ts';
import { findInclusion, type IssueRootSource } from './find-inclusion.ts';
import {
  makeOpenIssueRoot,
  type OpenIssueRoot,
  provesBefore,
  toIssueDigest,
} from './issue-roots.ts';
import type { Primitives } from './primitives.ts';
import { toText } from './signed-files.ts';
import type { TrustAnchor } from './signer-chains.ts';
import type { Check } from './verdict.ts';
import type { PublicFile, VerifierShelf } from './verifier-shelf.ts';

/** What is to be proved: that this was signed before that second. Times in seconds. */
interface SigningTimeQuestion {
  /** The exact bytes that were signed. */
  readonly signingInput: Uint8Array;
  readonly issuedAtSeconds: number;
  readonly compromisedFrom: number;
  readonly provinceUrl: string;
  /** Of another province, whose roots the own one mirrors. */
  readonly provinceCode?: string | undefined;
  readonly anchors: readonly TrustAnchor[];
}

/** Gives the finding with the seal's check as the issue roots answer it. */
export type SettleSeal = (one: TrustExamination, found: TrustFinding) => Promise<TrustFinding>;

type ProveSigningTime = (question: SigningTimeQuestion) => Promise<Check>;

interface Sources {
  readonly shelf: VerifierShelf;
  readonly primitives: Primitives;
}

/** A numbered root and its digests never change; which is the last one does. */
const foreverSeconds = 365 * 24 * 3600;
const latestAgeSeconds = 60;
const leavesMediaType = 'text/plain';

/** Opened under the anchors that hold at present, and remembered by content as long as they do. */
function makeOpenRemembered(primitives: Primitives) {
  const byAnchors = new WeakMap<
    readonly TrustAnchor[],
    { readonly open: OpenIssueRoot; readonly known: WeakMap<PublicFile, IssueRoot> }
  >();
  return async (anchors: readonly TrustAnchor[], file: PublicFile) => {
    const held = byAnchors.get(anchors) ?? {
      open: makeOpenIssueRoot({ primitives, anchors }),
      known: new WeakMap(),
    };
    byAnchors.set(anchors, held);
    const known = held.known.get(file);
    if (known !== undefined) return known;
    const opened = await held.open(toText(file.body));
    if (typeof opened === 'string') return undefined;
    held.known.set(file, opened.root);
    return opened.root;
  };
}

/** The digests of a file, where they are the ones that the root is over. */
function makeReadLeaves({ hash }: Primitives) {
  const known = new WeakMap<PublicFile, { readonly root: string; readonly set: Set<string> }>();
  const read = async (file: PublicFile) => {
    const digests = unlessRefused(() => readIssueLeaves(toText(file.body)));
    if (digests === undefined) return undefined;
    const leaves = { root: await toIssueMerkleRoot(digests, hash), set: new Set(digests) };
    known.set(file, leaves);
    return leaves;
  };
  return async (file: PublicFile, root: IssueRoot): Promise<Set<string> | undefined> => {
    const leaves = known.get(file) ?? (await read(file));
    return leaves?.root === root.root ? leaves.set : undefined;
  };
}

/** Where a file of the province lies, also where it is mirrored. */
function toPlaces(
  { provinceUrl, provinceCode }: Pick<SigningTimeQuestion, 'provinceUrl' | 'provinceCode'>,
  path: string,
) {
  const mirror = provinceCode === undefined ? {} : { mirror: `mirrors/${provinceCode}/${path}` };
  return { address: `${provinceUrl}/${path}`, ...mirror };
}

/**
 * Closes the proof of "signed before" over shelf and primitives: the credential's digest stands under
 * an issue root 颁发根 of its province that was signed before that second. The digests are fetched
 * whole, so the province does not learn whose licence is looked at. Loaded when a seal was compromised.
 */
function makeProveSigningTime({ shelf, primitives }: Sources): ProveSigningTime {
  const openRoot = makeOpenRemembered(primitives);
  const readLeaves = makeReadLeaves(primitives);

  const toSource = ({ anchors, ...place }: SigningTimeQuestion): IssueRootSource<true> => ({
    async find(name) {
      const file = await shelf.find({
        ...toPlaces(place, issueRootPath(name)),
        mediaType: issueRootMediaType,
        maxBytes: maxIssueRootBytes,
        maxAgeSeconds: name === 'latest' ? latestAgeSeconds : foreverSeconds,
      });
      const root = file && (await openRoot(anchors, file));
      return root?.provinceUrl === place.provinceUrl ? root : undefined;
    },
    async prove(root, digest) {
      const file = await shelf.find({
        ...toPlaces(place, issueLeavesPath(root.number)),
        mediaType: leavesMediaType,
        maxBytes: maxIssueLeavesBytes,
        maxAgeSeconds: foreverSeconds,
      });
      const leaves = file && (await readLeaves(file, root));
      return leaves?.has(digest) ? true : undefined;
    },
  });

  return async (question) => {
    const digest = await toIssueDigest(question, primitives);
    const found = await findInclusion(toSource(question), digest, question.issuedAtSeconds);
    const isProved =
      found.inclusion === 'included' && provesBefore(found.root, question.compromisedFrom);
    return isProved ? passed('seal') : doubted('seal', 'seal-time-unproven');
  };
}

/** Settles what only issue roots can answer of a credential; of other forms they say nothing. */
export function makeSettleSeal(sources: Sources): SettleSeal {
  const prove = makeProveSigningTime(sources);
  return async ({ parts, claims, standing }, found) => {
    const { compromisedFrom } = findSeal(found.evidence) ?? {};
    if (parts === undefined || compromisedFrom === undefined) return found;
    const seal = await prove({
      signingInput: parts.jws.signingInput,
      issuedAtSeconds: claims.issuedAtSeconds,
      compromisedFrom,
      provinceUrl: standing.signer.provinceUrl,
      provinceCode: standing.signer.provinceCode,
      anchors: standing.anchors,
    });
    const checks = found.checks.map((check) => (check.name === 'seal' ? seal : check));
    return { ...found, checks };
  };
}
