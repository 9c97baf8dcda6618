import type {
  CivilDate,
  ClientId,
  DepartmentCode,
  LicenceId,
  LicenceIdentifier,
  LicenceTypeCode,
  Moment,
  SealId,
} from '../domain/ids.ts';
import type { Grounds, Holder, LicenceState } from '../domain/licence.ts';
import type { LicenceDraftId } from '../domain/licence-draft.ts';
import type { StateChange } from '../domain/licence-state.ts';
import type { VersionKind } from '../domain/licence-version.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import type { IdempotencyKey, KeyedRequest, StoredAnswer } from './idempotency.ts';
import type { StatusPlace } from './leases.ts';

/** What a licence version says on its face, beside its items and holders. */
export interface LicenceFace {
  readonly type: LicenceTypeCode;
  readonly department: DepartmentCode;
  readonly number: string;
  readonly seal: SealId;
  readonly issued: CivilDate;
  readonly validFrom: CivilDate;
  /** Last day on which it holds; absent: without end. */
  readonly validUntil?: CivilDate;
  /** Issued before on paper or elsewhere, with its own number and dates 换发存量. */
  readonly converted?: true;
}

/** What is signed for a version, kept before the key is used: a later attempt signs the very same. */
export interface SigningRecord {
  /** The exact bytes to sign, ASCII. */
  readonly signingInput: string;
  /** SHA-256 of the signing input, base64url. */
  readonly digest: string;
  /** Encoded disclosures with their salts, in order. */
  readonly disclosures: readonly string[];
  /** The printed code's part: signed by the same key, in the same attempt. */
  readonly printed: {
    /** The exact bytes to sign, base64url. */
    readonly signingInput: string;
    /** Their SHA-256, base64url. */
    readonly digest: string;
  };
}

/** A version's signed forms. */
export interface SignedForms {
  /** SD-JWT VC with all disclosures. */
  readonly credential: string;
  /** What its QR code 二维码 says: address and code. */
  readonly printedCode: string;
}

/** The second person's approval that a reservation rests on. */
export interface Approval {
  readonly draft: LicenceDraftId;
  /** Another client than the one that drafted. */
  readonly by: ClientId;
  /** What was seen: SHA-256 of the preview, base64url. */
  readonly previewDigest: string;
  /** Of the approving request: kept, so that it stands for no other. */
  readonly key: KeyedRequest;
}

/** The version that a new one follows, as it was when the new one was reserved: the head must still be so. */
export interface PriorVersion {
  readonly kind: VersionKind;
  readonly grounds: Grounds;
  readonly version: number;
  readonly seq: number;
  /** Ended states stay as they are; others become `superseded`. */
  readonly state: LicenceState;
  readonly place: StatusPlace;
  /** When the licence first came into force. */
  readonly issuedAt: Moment;
  /** The new version bears another number, which is to be free. */
  readonly takesNumber: boolean;
  /** Digests of holders that the new version no longer names. */
  readonly leavingHolders: readonly string[];
}

/** All that one reservation writes. */
export interface Reservation extends LicenceFace, StatusPlace, SigningRecord {
  readonly licenceId: LicenceId;
  readonly identifier: LicenceIdentifier;
  readonly version: number;
  /** Version of the licence type's definition that the items were checked against. */
  readonly typeVersion: number;
  readonly holders: readonly Holder[];
  readonly items: JsonObject;
  /** What stands for the number in keys. */
  readonly numberDigest: string;
  /** One MAC a holder, in their order. */
  readonly holderDigests: readonly string[];
  readonly at: Moment;
  readonly by: ClientId;
  /** Where the type asks for one: the draft moves along with the licence, in the same transactions. */
  readonly approval?: Approval;
  /** Of a job's row: who approved the job. */
  readonly approvedBy?: ClientId;
  /** Of every version but a licence's first. */
  readonly prior?: PriorVersion;
}

/** The fold of a licence's entries. */
export interface LicenceHead extends LicenceFace, StatusPlace {
  readonly licenceId: LicenceId;
  readonly identifier: LicenceIdentifier;
  readonly version: number;
  /** Number of entries so far. */
  readonly seq: number;
  readonly state: LicenceState;
  /** What the status list says of it, 4 bits. */
  readonly status: number;
  /** Withdrawn or penalty-revoked, and deregistered as well; state and status keep the ground. */
  readonly alsoDeregistered?: boolean;
  /** Suspended because its holder reported it lost 挂失. */
  readonly lossReported?: boolean;
  /** When the last entry was made. */
  readonly changedAt: Moment;
  /** When it came into force; absent while reserved, and for good when the reservation was given up. */
  readonly issuedAt?: Moment;
}

/** One entry of a licence: what happened to it, never altered. */
export interface LicenceEntry {
  readonly seq: number;
  /** Of which version. */
  readonly version: number;
  readonly state: LicenceState;
  readonly at: Moment;
  readonly by: ClientId;
  readonly grounds?: Grounds;
  /** The holder reported it lost 挂失. */
  readonly lossReported?: boolean;
  /** The second person, where the type asks for one. */
  readonly approvedBy?: ClientId;
  /** What the version was made for, where it is not the first; also of the entry that supersedes the one before. */
  readonly kind?: VersionKind;
}

/** A further signing attempt, to be recorded before it is made. */
export interface SigningAttempt {
  readonly licenceId: LicenceId;
  readonly version: number;
  readonly key: IdempotencyKey;
  /** 2 for the first one after the reservation's own. */
  readonly attempt: number;
  readonly at: Moment;
}

/** What brings a reserved licence into force. */
export interface ComingIntoForce extends SignedForms {
  readonly reservation: Reservation;
  readonly key: IdempotencyKey;
  readonly answer: StoredAnswer;
  readonly at: Moment;
  readonly by: ClientId;
}

/** What gives a reservation up. */
export interface GivingUp {
  readonly reservation: Reservation;
  /** The request's key; absent when it has expired and is another request's by now. */
  readonly key: IdempotencyKey | undefined;
  /** What the status list says of it from now on, 4 bits: a signature may exist somewhere. */
  readonly status: number;
  readonly at: Moment;
  readonly by: ClientId;
}

/** One change of a licence's state, as the table of states has it, with what belongs to it. */
export interface LicenceChange extends StateChange {
  /** The head that the change was judged by. */
  readonly head: LicenceHead;
  readonly grounds: Grounds;
  readonly lossReported: boolean;
  readonly key: KeyedRequest;
  readonly answer: StoredAnswer;
  readonly at: Moment;
  readonly by: ClientId;
  /** Of a job's row: who approved the job. */
  readonly approvedBy?: ClientId;
}

/** What became of a reservation. */
export type ReserveOutcome =
  | 'reserved'
  | 'key-used'
  | 'number-taken'
  | 'draft-moved'
  | 'version-taken'
  | 'licence-moved';

/**
 * The register of licences, written. Trusted: whoever could write it could make or unmake any licence.
 *
 * Every call is one transaction: all of it lands or nothing. Durable once it resolves. A call whose
 * answer was lost, or that was sent twice, recognises its own writing by reading it back, however
 * late, so that an outcome other than success always means that somebody else was first.
 *
 * @throws Problem `service-unavailable` when it is not known whether the call landed; whoever calls
 * must find out, or leave it to the next request with the same key
 */
export interface Register {
  /**
   * Takes the key, the number and the identifier, and keeps what is to be signed, with attempt 1.
   * `key-used`: the idempotency key is taken (and has not expired); `number-taken`: another licence of
   * the type and department bears the number; `draft-moved`: the draft that the approval is of does
   * not await it any more. Of a later version also: `version-taken`, another one is being made;
   * `licence-moved`, the licence is not any more what the version was judged by.
   */
  reserve(reservation: Reservation, key: KeyedRequest): Promise<ReserveOutcome>;
  /** `moved` when that attempt was recorded by somebody else, or the licence is reserved no more. */
  recordAttempt(attempt: SigningAttempt): Promise<'recorded' | 'moved'>;
  /**
   * The first signature wins: only a licence that is still reserved comes into force, so that no late
   * call brings back one that ended. `moved` when it is reserved no more. A later version supersedes
   * the one before it in the same transaction; `overtaken` when the licence has changed meanwhile:
   * then the reservation is to be given up.
   */
  bringIntoForce(coming: ComingIntoForce): Promise<'in-force' | 'moved' | 'overtaken'>;
  /**
   * Ends a reservation for good, frees its key and its number, and marks its place in the status list
   * in case a signature has got about. `moved` when it is reserved no more; `unsettled` when the other
   * Region may have brought it into force in its turn, and that has not arrived.
   */
  giveUp(giving: GivingUp): Promise<'given-up' | 'moved' | 'unsettled'>;
  /** `moved` when the licence has changed since that head; `key-used` when the key is taken. */
  changeState(change: LicenceChange): Promise<'changed' | 'moved' | 'key-used'>;
}
