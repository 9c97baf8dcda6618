import type { JsonObject } from './strict-json.ts';
import { SignedFileFields } from './trust-list-fields.ts';

/** `typ` of a receipt's protected header. */
export const receiptType = 'verification-receipt+jwt';
export const maxReceiptBytes = 64 * 1024;

/** A signed file that the verdict rests on, and where it is kept. Times in seconds. */
export interface ReceiptProof {
  readonly kind: string;
  readonly address: string;
  readonly number?: number;
  readonly issuedAt: number;
  /** Unpadded base64url SHA-256 of its bytes. */
  readonly digest: string;
  /** Where it can be had for ever, below the address of the province that signs the receipt. */
  readonly kept: string;
}

/** One check as it was answered. */
export interface ReceiptCheck {
  readonly name: string;
  readonly outcome: string;
  readonly reason?: string;
}

/** What is known of the licence, without anything personal. */
export interface ReceiptLicence {
  /** Unpadded base64url SHA-256 of the identifier 证照标识, whose serial is random. */
  readonly identifier: string;
  readonly type: string;
  /** Department code. */
  readonly department: string;
  readonly state?: string;
}

/** A verdict for the case file 核验回执. Times in seconds. */
export interface Receipt {
  /** The province that verified. */
  readonly provinceUrl: string;
  readonly id: string;
  readonly issuedAt: number;
  /** The time asked about. */
  readonly atSeconds: number;
  /** The client that asked. */
  readonly askedBy: string;
  /** Unpadded base64url SHA-256 of what was presented: of a credential, its signing input; of a printed code, its text. */
  readonly presented: string;
  readonly verdict: string;
  readonly checks: readonly ReceiptCheck[];
  readonly licence?: ReceiptLicence;
  readonly proofs: readonly ReceiptProof[];
}

const maxChecks = 32;
/** Of a document each seal's department has a sheet. */
const maxProofs = 128;
const wordPattern = /^[a-z]+(?:-[a-z]+)*$/;
const idPattern = /^[A-Za-z0-9_-]{22}$/;

/** The claims of a receipt. @throws Problem `malformed` when what it would say could not be read again */
export function toReceiptPayload(receipt: Receipt): JsonObject {
  const { licence } = receipt;
  const payload: JsonObject = {
    iss: receipt.provinceUrl,
    jti: receipt.id,
    iat: receipt.issuedAt,
    at: receipt.atSeconds,
    asked_by: receipt.askedBy,
    presented: receipt.presented,
    verdict: receipt.verdict,
    checks: receipt.checks.map((check) => ({ ...check })),
    ...(licence === undefined ? {} : { licence: { ...licence } }),
    proofs: receipt.proofs.map(({ issuedAt, ...proof }) => ({ ...proof, issued_at: issuedAt })),
  };
  readReceipt(payload);
  return payload;
}

/**
 * Reads a receipt's claims. Claims it does not know are left alone.
 * @throws Problem `malformed`: `receipt-<claim>`
 */
export function readReceipt(payload: JsonObject): Receipt {
  const fields = new SignedFileFields('receipt', payload);
  return {
    provinceUrl: fields.text('iss', 512),
    id: fields.matching('jti', idPattern),
    issuedAt: fields.seconds('iat'),
    atSeconds: fields.seconds('at'),
    askedBy: fields.text('asked_by'),
    presented: fields.digest('presented'),
    verdict: fields.matching('verdict', /^(?:valid|invalid|indeterminate)$/),
    checks: fields.objects('checks', maxChecks).map(readCheck),
    ...(fields.has('licence') ? { licence: readLicence(fields.object('licence')) } : {}),
    proofs: fields.objects('proofs', maxProofs).map(readProof),
  };
}

function readCheck(fields: SignedFileFields): ReceiptCheck {
  return {
    name: fields.matching('name', wordPattern),
    outcome: fields.matching('outcome', wordPattern),
    ...(fields.has('reason') ? { reason: fields.text('reason') } : {}),
  };
}

function readLicence(fields: SignedFileFields): ReceiptLicence {
  return {
    identifier: fields.digest('identifier'),
    type: fields.text('type'),
    department: fields.text('department'),
    ...(fields.has('state') ? { state: fields.matching('state', wordPattern) } : {}),
  };
}

function readProof(fields: SignedFileFields): ReceiptProof {
  return {
    kind: fields.matching('kind', wordPattern),
    address: fields.text('address', 1024),
    ...(fields.has('number') ? { number: fields.positive('number') } : {}),
    issuedAt: fields.seconds('issued_at'),
    digest: fields.digest('digest'),
    kept: fields.text('kept', 1024),
  };
}
