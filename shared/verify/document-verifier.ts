import { findAttachment } from '../formats/document-attachments.ts';
import type { PdfFile } from '../formats/document-file.ts';
import { credentialFileName, findNamedIdentifier } from '../formats/licence-in-document.ts';
import { Problem } from '../problem/problem.ts';
import { type Carrier, completeChecks, type Origin } from './applicability.ts';
import { makeExamineSignature, type SignatureFinding } from './document-signatures.ts';
import { failed, passed } from './evidence.ts';
import type { Verifier, VerifierOptions } from './make-verifier.ts';
import type { Proof } from './proofs.ts';
import { type ReadDocument, readDocument } from './read-document.ts';
import { maxCredentialBytes } from './read-presented.ts';
import { type Check, verdictOf } from './verdict.ts';
import type { Verification } from './verification.ts';

/** A signature as it is told, only where its chain holds. */
export interface DocumentSignature {
  /** Unified social credit code of the department whose seal it is. */
  readonly department: string;
  /** RFC 3339, UTC: the signer's word. */
  readonly signedAt: string;
  readonly reason?: string;
  readonly location?: string;
  /** How many further seals were added after it; nothing else was. */
  readonly addedAfter: number;
}

/** What a verifier answers about a document. */
export interface DocumentVerification extends Verification {
  readonly document: { readonly signatures: readonly DocumentSignature[] };
}

/** What is asked about a document. */
export interface DocumentQuestion {
  /** PDF. */
  readonly document: Uint8Array;
  /** Time asked about, milliseconds since 1970; now unless told. */
  readonly at?: number | undefined;
}

export interface DocumentVerifier {
  /** Never throws for what was presented. */
  verify(question: DocumentQuestion): Promise<DocumentVerification>;
}

const policy = { holderBinding: 'not-required' } as const;
const ranks = { failed: 3, indeterminate: 2, passed: 1, 'not-applicable': 0 } as const;

/** The worst first: of several answers to one question the first is taken. */
const worstFirst = (checks: readonly Check[]): readonly Check[] =>
  [...checks].sort((one, other) => ranks[other.outcome] - ranks[one.outcome]);

interface Inside {
  readonly carrier: Carrier;
  readonly checks: readonly Check[];
  readonly licence?: Verification;
}

/** The licence inside, where there is one: read, and verified as any other. */
function makeLookInside({
  primitives,
  verifier,
}: Pick<DocumentVerifierOptions, 'primitives' | 'verifier'>) {
  const inflate = toInflate(primitives);
  const findLicence = async (file: PdfFile): Promise<string | Check | undefined> => {
    try {
      const limits = { inflate, maxBytes: maxCredentialBytes };
      const bytes = await findAttachment(file, credentialFileName, limits);
      return bytes && new TextDecoder().decode(bytes);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return failed('format', 'document-malformed', error.details.reason);
    }
  };
  return async (file: PdfFile, at: number | undefined): Promise<Inside> => {
    const credential = await findLicence(file);
    if (credential === undefined) return { carrier: 'stamped-document', checks: [] };
    if (typeof credential !== 'string') return { carrier: 'document', checks: [credential] };
    const licence = await verifier.verify({ credential, at });
    return { carrier: 'document', checks: licence.checks, licence };
  };
}

const toInflate =
  (primitives: VerifierOptions['primitives']) => async (data: Uint8Array, maxBytes: number) =>
    primitives.inflate(data, maxBytes);

export interface DocumentVerifierOptions extends VerifierOptions {
  readonly verifier: Pick<Verifier, 'verify'>;
}

/**
 * Closes the verification of documents over what a verifier of licences stands on, and that verifier. A
 * document is good when every signature in it is, each with the seal's state at the time of signing, when
 * nothing was added but further seals, and when the licence inside, if there is one, is good and is
 * the one that the document names, of the department that signed first.
 */
export function makeDocumentVerifier(options: DocumentVerifierOptions): DocumentVerifier {
  const { primitives, clock, ownProvinceUrl } = options;
  const examineSignature = makeExamineSignature(options);
  const lookInside = makeLookInside(options);

  const examine = async (read: ReadDocument, at: number | undefined) => {
    const nowSeconds = Math.floor(clock.now() / 1000);
    const inside = await lookInside(read.first, at);
    const findings: SignatureFinding[] = [];
    for (const signature of read.signatures) {
      findings.push(await examineSignature({ signature, nowSeconds }));
    }
    const [first] = findings;
    const made = worstFirst([
      ...checkBelonging(read.first, inside, first),
      passed('format'),
      ...findings.flatMap(({ checks }) => checks),
      ...inside.checks,
    ]);
    const origin = toOrigin(first?.signer?.provinceUrl, ownProvinceUrl);
    const checks = completeChecks(made, { carrier: inside.carrier, origin, policy });
    const proofs = joinProofs([inside.licence, ...findings]);
    const told = { verdict: verdictOf(checks), checks, findings };
    return { ...inside.licence, ...told, ...(proofs.length === 0 ? {} : { proofs }) };
  };

  return {
    async verify({ document, at }) {
      const read = await readDocument(document, toInflate(primitives));
      if (!('signatures' in read)) return refuse(read);
      const { findings, ...verification } = await examine(read, at);
      return { ...verification, document: { signatures: toTold(read, findings) } };
    },
  };
}

/** The signed files that any of them rests on, each once. */
function joinProofs(all: readonly ({ readonly proofs?: readonly Proof[] } | undefined)[]) {
  const found = new Map<string, Proof>();
  for (const proof of all.flatMap((one) => one?.proofs ?? [])) {
    const file = `${proof.kind} ${proof.address} ${proof.issuedAt}`;
    if (!found.has(file)) found.set(file, proof);
  }
  return [...found.values()];
}

/** What stands in the way of looking further. */
function refuse(check: Check): DocumentVerification {
  const made = check.name === 'format' ? [check] : [passed('format'), check];
  const situation = { carrier: 'stamped-document', origin: 'unknown', policy } as const;
  const checks = completeChecks(made, situation);
  return { verdict: verdictOf(checks), checks, document: { signatures: [] } };
}

function toOrigin(provinceUrl: string | undefined, own: string): Origin {
  if (provinceUrl === undefined) return 'unknown';
  return provinceUrl === own ? 'own' : 'other';
}

/** Is the licence inside the one that the document names, and of the department whose seal is on it? */
function checkBelonging(
  file: PdfFile,
  { licence }: Inside,
  first: SignatureFinding | undefined,
): readonly Check[] {
  const told = licence?.licence;
  if (told === undefined) return [];
  const signer = first?.signer?.departmentCode;
  if (signer !== undefined && signer !== told.department.code) {
    return [failed('seal', 'seal-of-another-department')];
  }
  return findNamedIdentifier(file) === told.identifier
    ? []
    : [failed('format', 'document-of-another-licence')];
}

function toTold(
  { signatures }: ReadDocument,
  findings: readonly SignatureFinding[],
): readonly DocumentSignature[] {
  return signatures.flatMap(({ signedAt, reason, location }, at) => {
    const department = findings[at]?.signer?.departmentCode;
    if (department === undefined) return [];
    return [
      {
        ...{ department, signedAt: new Date(signedAt * 1000).toISOString() },
        ...(reason === undefined ? {} : { reason }),
        ...(location === undefined ? {} : { location }),
        addedAfter: signatures.length - 1 - at,
      },
    ];
  });
}
