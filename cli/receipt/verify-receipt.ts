import { createHash } from 'node:crypto';
import { makeNodePrimitives } from '../../shared/adapters/system/node-primitives.ts';
import type { Receipt, ReceiptProof } from '../../shared/formats/receipt.ts';
import { makeVerifier, type VerifierOptions } from '../../shared/verify/make-verifier.ts';
import { makeOpenReceipt } from '../../shared/verify/open-receipt.ts';
import type { PublicFile, VerifierShelf } from '../../shared/verify/verifier-shelf.ts';
import type { Presented } from '../verify/to-presented.ts';

/** What was presented, in the form in which it was; a document whole. */
export type PresentedAgain = Presented | { readonly document: Uint8Array };

/** What is asked of a receipt. */
export interface ReceiptQuestion {
  /** Compact. */
  readonly receipt: string;
  /** Root of the province that signed it, DER. */
  readonly anchor: Uint8Array;
  /** The province's address: where its lists are kept. */
  readonly provinceUrl: string;
  /** What was presented, if it is still there: then it is verified again as of then. */
  readonly presented?: PresentedAgain;
  /** A file of the province by its path; undefined where it cannot be had. */
  readonly find: (address: string) => Promise<string | undefined>;
}

/** `differs`: the kept files say another thing today than the receipt does. */
export type ReceiptFault =
  | 'malformed'
  | 'untrusted'
  | 'proof-missing'
  | 'proof-differs'
  | 'presented-differs'
  | 'verdict-differs';

export interface VerifiedReceipt {
  readonly fault?: ReceiptFault;
  readonly receipt?: Receipt;
  /** Of each proof: was it had, with those bytes? */
  readonly proofs: readonly (ReceiptProof & { readonly held: 'kept' | 'missing' | 'differs' })[];
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url');

/**
 * Verifies a receipt, years later: its signature at its time, the lists that it rests on by their
 * digests, and, where what was presented is given, the whole verification once more over the kept lists.
 */
export async function verifyReceipt(question: ReceiptQuestion): Promise<VerifiedReceipt> {
  const { anchor, provinceUrl, presented } = question;
  const primitives = makeNodePrimitives();
  const anchors = [{ certificate: anchor, provinceUrl }];
  const receipt = await makeOpenReceipt({ primitives, anchors })(question.receipt);
  if (typeof receipt === 'string') return { fault: receipt, proofs: [] };
  const files: KeptFile[] = [];
  const proofs = [];
  for (const proof of receipt.proofs) proofs.push(await fetchProof(question, proof, files));
  const held = proofs.map((proof) => proof.held);
  if (held.includes('differs')) return { fault: 'proof-differs', receipt, proofs };
  if (held.includes('missing')) return { fault: 'proof-missing', receipt, proofs };
  if (presented === undefined) return { receipt, proofs };
  const fault = await verifyAgain({ question, receipt, presented, anchors, files });
  return { ...(fault === undefined ? {} : { fault }), receipt, proofs };
}

async function fetchProof(
  { provinceUrl, find }: ReceiptQuestion,
  proof: ReceiptProof,
  files: KeptFile[],
): Promise<VerifiedReceipt['proofs'][number]> {
  const text = await find(`${provinceUrl}/${proof.kept}`);
  if (text === undefined) return { ...proof, held: 'missing' };
  if (sha256(text) !== proof.digest) return { ...proof, held: 'differs' };
  files.push({ proof, file: { body: new TextEncoder().encode(text) } });
  return { ...proof, held: 'kept' };
}

/** A file that a receipt rests on. */
interface KeptFile {
  readonly proof: ReceiptProof;
  readonly file: PublicFile;
}

interface Again {
  readonly question: ReceiptQuestion;
  readonly receipt: Receipt;
  readonly presented: PresentedAgain;
  readonly anchors: readonly { readonly certificate: Uint8Array; readonly provinceUrl: string }[];
  readonly files: readonly KeptFile[];
}

/** What a receipt has the digest of: of a credential what was signed, of all else every byte. */
function toDigested(presented: PresentedAgain): string | Uint8Array {
  if ('document' in presented) return presented.document;
  if ('printedCode' in presented) return presented.printedCode;
  const [jws = ''] = presented.credential.split('~');
  return jws.split('.').slice(0, 2).join('.');
}

/** Of several under one address, the one of that digest; else the newest, of that time where one is given. */
function findKept(
  files: readonly KeptFile[],
  wanted: string,
  atSeconds = Number.POSITIVE_INFINITY,
) {
  const [address, digest] = wanted.split('?digest=');
  return files
    .filter(({ proof }) => proof.address === address && proof.issuedAt <= atSeconds)
    .filter(({ proof }) => digest === undefined || proof.digest === digest)
    .reduce<KeptFile | undefined>(
      (newest, one) => (newest && newest.proof.issuedAt > one.proof.issuedAt ? newest : one),
      undefined,
    )?.file;
}

const issueRootFile = /\/issue-roots\/(?:latest|[1-9][0-9]*(?:\/leaves)?)$/;

/** What was read then; and issue roots, which no receipt names: they never change, and are only added to. */
function makeKeptShelf({ question: { provinceUrl, find }, files }: Again): VerifierShelf {
  const findRoot = async (address: string) => {
    const text = await find(address);
    return text === undefined ? undefined : { body: new TextEncoder().encode(text) };
  };
  return {
    find({ address, mirror, atSeconds }) {
      if (!issueRootFile.test(address)) return findKept(files, address, atSeconds);
      return findRoot(mirror === undefined ? address : `${provinceUrl}/${mirror}`);
    },
  };
}

/** The clock stands where it stood. */
async function verifyAgain(again: Again): Promise<ReceiptFault | undefined> {
  const { receipt, presented, anchors } = again;
  if (sha256(toDigested(presented)) !== receipt.presented) return 'presented-differs';
  const shelf = makeKeptShelf(again);
  const options: VerifierOptions = {
    primitives: makeNodePrimitives(),
    shelf,
    anchors,
    ownProvinceUrl: receipt.provinceUrl,
    clock: { now: () => receipt.issuedAt * 1000 },
  };
  const verdict = await verdictAgain(options, presented, receipt.atSeconds * 1000);
  return verdict === receipt.verdict ? undefined : 'verdict-differs';
}

async function verdictAgain(options: VerifierOptions, presented: PresentedAgain, at: number) {
  const verifier = makeVerifier(options);
  if (!('document' in presented)) return (await verifier.verify({ ...presented, at })).verdict;
  const { makeDocumentVerifier } = await import('../../shared/verify/document-verifier.ts');
  const { document } = presented;
  return (await makeDocumentVerifier({ ...options, verifier }).verify({ document, at })).verdict;
}
