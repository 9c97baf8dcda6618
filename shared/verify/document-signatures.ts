import { type CmsParts, readCms } from '../formats/cms.ts';
import type { CredentialClaims } from '../formats/credential-claims.ts';
import type { PdfSignature } from '../formats/document-signatures.ts';
import type { JwsHeader } from '../formats/jws-header.ts';
import { isSameOctets, joinOctets } from '../formats/octets.ts';
import { Problem } from '../problem/problem.ts';
import { checkSeal } from './check-seal.ts';
import { makeFindSheet } from './department-sheets.ts';
import { doubted, failed, passed } from './evidence.ts';
import type { LicenceEvidence } from './licence-evidence.ts';
import { makeFindStanding, type Standing } from './licence-signers.ts';
import { makeTrustLists, type TrustSources } from './load-trust.ts';
import type { Primitives } from './primitives.ts';
import { type Proof, toProofs } from './proofs.ts';
import type { Signer } from './signer-chains.ts';
import type { FindTrustList } from './trust-lists.ts';
import type { Check } from './verdict.ts';

/** What was found out about one signature. */
export interface SignatureFinding {
  readonly checks: readonly Check[];
  /** Whose it is; only where the chain holds. */
  readonly signer?: Signer;
  /** The signed files that its seal was looked up in. */
  readonly proofs?: readonly Proof[];
}

/** One signature, and what time it is. */
export interface SignatureQuestion {
  readonly signature: PdfSignature;
  readonly nowSeconds: number;
}

export type ExamineSignature = (question: SignatureQuestion) => Promise<SignatureFinding>;

const trustListAgeSeconds = 60;
const aheadSeconds = 300;

function readSigned({ cms }: PdfSignature): CmsParts | Check {
  try {
    const parts = readCms(cms);
    // a PDF says when it was signed in the document (EN 319 142-1): twice would be once too often
    if (parts.signingTime === undefined) return parts;
    return failed('signature', 'document-signature-malformed', 'cms-signing-time');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return failed('signature', 'document-signature-malformed', error.details.reason);
  }
}

/** Does it sign this document, by this certificate? Asked without trusting anybody yet. */
async function checkDigests(
  { signed }: PdfSignature,
  parts: CmsParts,
  { hash }: Primitives,
): Promise<Check | undefined> {
  const [signer = new Uint8Array()] = parts.chain;
  const [document, certificate] = [await hash(joinOctets(signed)), await hash(signer)];
  if (!isSameOctets(document, parts.messageDigest)) return failed('signature', 'document-altered');
  if (isSameOctets(certificate, parts.certificateDigest)) return undefined;
  return failed('signature', 'document-signature-malformed', 'cms-certificate-digest');
}

/** Loads what the seal's check is answered from: the same as for a licence, with the signature's own time. */
function makeLoadEvidence(sources: TrustSources, findTrustList: FindTrustList) {
  const findSheet = makeFindSheet(sources);
  return async (
    { signature, nowSeconds }: SignatureQuestion,
    { signer, anchors, ownList }: Standing,
  ): Promise<LicenceEvidence> => {
    const { provinceUrl, provinceCode, departmentCode: code = '' } = signer;
    const realm = { provinceUrl, anchors, provinceCode };
    const age = { nowSeconds, maxAgeSeconds: trustListAgeSeconds };
    const trustList = await findTrustList({ ...realm, ...age });
    const sheet =
      trustList.value === undefined
        ? trustList
        : await findSheet({ trustList: trustList.value, realm, department: code, nowSeconds });
    const claims = { department: { code, name: '' }, issuedAtSeconds: signature.signedAt };
    return {
      ...{ ownList, trustList, sheet, statusList: { reason: 'not-checked' }, signer },
      ...{ nowSeconds, atSeconds: nowSeconds },
      // of the claims a seal's check asks these two
      claims: claims as unknown as CredentialClaims,
    };
  };
}

/** Was it signed, and not in the future? */
async function checkSigned(
  { signature, nowSeconds }: SignatureQuestion,
  parts: CmsParts,
  by: { readonly publicKey: Uint8Array; readonly primitives: Primitives },
): Promise<Check> {
  const isSigned = await by.primitives.verifySignature({
    ...{ suite: 'ES256', publicKey: by.publicKey },
    ...{ signature: parts.signature, data: parts.signedAttributes },
  });
  if (!isSigned) return failed('signature', 'signature-invalid');
  return signature.signedAt > nowSeconds + aheadSeconds
    ? failed('signature', 'document-dated-ahead')
    : passed('signature');
}

/**
 * Closes the examination of a document's signatures over what a verifier stands on: what is signed, the
 * chain at the time of signing, the signature, and then what the department's sheet says of the seal
 * at that time.
 */
export function makeExamineSignature(sources: TrustSources): ExamineSignature {
  const { primitives } = sources;
  const findTrustList = makeTrustLists(sources);
  const findStanding = makeFindStanding(sources, findTrustList);
  const loadEvidence = makeLoadEvidence(sources, findTrustList);

  const findUnder = (
    { signature, nowSeconds }: SignatureQuestion,
    { chain }: CmsParts,
    issuer: string,
  ) =>
    findStanding({
      header: { x5c: chain } as unknown as JwsHeader,
      claims: { issuer, issuedAtSeconds: signature.signedAt } as CredentialClaims,
      ...{ nowSeconds, maxAgeSeconds: trustListAgeSeconds },
    });

  /** Under the own roots first: a document does not say of which province it is. */
  const findSigner = async (question: SignatureQuestion, parts: CmsParts) => {
    const own = await findUnder(question, parts, sources.ownProvinceUrl);
    const isOther = 'reason' in own && own.reason === 'chain-untrusted';
    return isOther ? findUnder(question, parts, '') : own;
  };

  return async (question) => {
    const parts = readSigned(question.signature);
    if (!('chain' in parts)) return { checks: [parts] };
    const fault = await checkDigests(question.signature, parts, primitives);
    if (fault !== undefined) return { checks: [fault] };
    const standing = await findSigner(question, parts);
    if (!('signer' in standing)) return { checks: [standing] };
    const { signer } = standing;
    const { publicKey } = signer;
    const signed = await checkSigned(question, parts, { publicKey, primitives });
    const checks = [passed('chain'), signed];
    if (signed.outcome !== 'passed') return { signer, checks };
    if (signer.departmentCode === undefined) {
      return { signer, checks: [...checks, doubted('seal', 'not-checked')] };
    }
    const evidence = await loadEvidence(question, standing);
    return { signer, checks: [...checks, checkSeal(evidence)], proofs: toProofs(evidence) };
  };
}
