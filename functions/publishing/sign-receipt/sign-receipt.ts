import { createHash } from 'node:crypto';
import type { VerificationBody } from '../../../shared/api/verifications.ts';
import type { ClientId } from '../../../shared/domain/ids.ts';
import { toSeconds } from '../../../shared/domain/moment.ts';
import { readBase64, toBase64url } from '../../../shared/formats/base64url.ts';
import {
  type Receipt,
  type ReceiptProof,
  receiptType,
  toReceiptPayload,
} from '../../../shared/formats/receipt.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { makeVerifier, type VerifierOptions } from '../../../shared/verify/make-verifier.ts';
import {
  findPresentedDocument,
  type UploadedDocuments,
} from '../../../shared/verify/presented-document.ts';
import type { Primitives } from '../../../shared/verify/primitives.ts';
import type { Proof } from '../../../shared/verify/proofs.ts';
import type { Verification } from '../../../shared/verify/verification.ts';
import type { VerifierShelf } from '../../../shared/verify/verifier-shelf.ts';
import { findCertificates } from '../find-certificates.ts';
import type { SignFile } from '../sign-file.ts';
import { makeRecordingShelf } from './recording-shelf.ts';

/** What signing receipts needs. */
export interface SignReceiptPorts {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'findCertificates'>;
  readonly shelf: VerifierShelf;
  readonly primitives: Primitives;
  readonly random: RandomBytes;
  readonly signFile: SignFile;
  readonly uploads: UploadedDocuments;
  readonly provinceUrl: string;
}

/** Who asks, and about what. */
export interface ReceiptCommand {
  readonly askedBy: ClientId;
  readonly asked: VerificationBody;
}

/** The receipt, compact, beside the verdict that it is of. */
export interface SignedReceipt {
  readonly receipt: string;
  readonly verification: Verification;
}

export type SignReceipt = (command: ReceiptCommand) => Promise<SignedReceipt>;

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url');

/**
 * Verifies once more, by itself, and signs what it found: nobody's word but that of the signed files is
 * taken. Writes nothing: asked again, it verifies again and signs another receipt.
 */
export function makeSignReceipt(ports: SignReceiptPorts): SignReceipt {
  const { clock, directory, primitives, signFile, provinceUrl } = ports;
  return async ({ asked, askedBy }) => {
    const { root, receiptSigner } = await findCertificates(directory);
    const recording = makeRecordingShelf(ports.shelf, provinceUrl);
    const anchors = [{ certificate: readBase64(root), provinceUrl }];
    const { shelf } = recording;
    // one time for all: whoever verifies again sets the clock to `iat`
    const now = clock.now();
    const options = {
      ...{ primitives, shelf, anchors, ownProvinceUrl: provinceUrl },
      clock: { now: () => now },
    };
    const { verification, presented } = await verifyPresented(ports, options, asked);
    const payload = toReceiptPayload({
      provinceUrl,
      id: toBase64url(ports.random(16)),
      issuedAt: toSeconds(now),
      atSeconds: toSeconds(asked.at ?? now),
      askedBy,
      presented: sha256(presented),
      ...toFound(verification),
      proofs: (verification.proofs ?? []).flatMap((proof) => toReceiptProof(proof, recording)),
    });
    const header = { typ: receiptType, x5c: [readBase64(receiptSigner)] };
    return { receipt: await signFile(header, payload), verification };
  };
}

type ExaminedForm = Exclude<VerificationBody, { readonly document: unknown }>;

/** The verdict, and what it is of: of a document all its bytes. What verifies documents is loaded with the first of them. */
async function verifyPresented(
  { uploads }: SignReceiptPorts,
  options: VerifierOptions,
  asked: VerificationBody,
): Promise<{ readonly verification: Verification; readonly presented: string | Uint8Array }> {
  const verifier = makeVerifier(options);
  if (!('document' in asked)) {
    const policy = { holderBinding: 'not-required' } as const;
    const verification = await verifier.verify({ ...asked, policy });
    return { verification, presented: toPresented(asked) };
  }
  const document = await findPresentedDocument(asked.document, uploads);
  const { makeDocumentVerifier } = await import('../../../shared/verify/document-verifier.ts');
  const { verify } = makeDocumentVerifier({ ...options, verifier });
  return { verification: await verify({ document, at: asked.at }), presented: document };
}

/** Of a credential what was signed, whichever items are shown with it. */
function toPresented(asked: ExaminedForm): string {
  if ('printedCode' in asked) return asked.printedCode;
  const [jws = ''] = asked.credential.split('~');
  return jws.split('.').slice(0, 2).join('.');
}

/** Codes and words only: nothing of what a licence shows. */
function toFound(verification: Verification): Pick<Receipt, 'verdict' | 'checks' | 'licence'> {
  const { verdict, checks, licence } = verification;
  return {
    verdict,
    checks: checks.map((check) => ({
      name: check.name,
      outcome: check.outcome,
      ...('reason' in check ? { reason: check.reason } : {}),
    })),
    ...(licence === undefined
      ? {}
      : {
          licence: {
            identifier: sha256(licence.identifier),
            type: licence.type,
            department: licence.department.code,
            ...(licence.state === undefined ? {} : { state: licence.state }),
          },
        }),
  };
}

function toReceiptProof(
  { kind, address, number, issuedAt }: Proof,
  { used }: ReturnType<typeof makeRecordingShelf>,
): readonly ReceiptProof[] {
  const issuedAtSeconds = Date.parse(issuedAt) / 1000;
  const file = used(address, issuedAtSeconds);
  if (file === undefined) return [];
  return [
    {
      kind,
      address,
      ...(number === undefined ? {} : { number }),
      issuedAt: issuedAtSeconds,
      ...file,
    },
  ];
}
