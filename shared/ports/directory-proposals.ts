import type { ClientId, DepartmentCode, LicenceTypeCode, Moment } from '../domain/ids.ts';
import type {
  DecidedProposal,
  HistoryEntry,
  OpenProposal,
  Proposal,
  ProposalId,
  ProposalState,
  ProposalSummary,
} from '../domain/proposal.ts';
import type { DirectoryChange, HistorySubject } from '../domain/proposal-change.ts';

/** A request that writes proposals, as its `Idempotency-Key` names it. */
export interface KeyedProposalRequest {
  readonly client: ClientId;
  /** SHA-256 of the key, unpadded base64url. */
  readonly keyDigest: string;
  /** SHA-256 over route and canonical body, unpadded base64url. */
  readonly requestDigest: string;
}

/** The same, with its end. */
export interface ProposalRequest extends KeyedProposalRequest {
  /** From this moment on the key counts as never used; readers check, deletion may lag. */
  readonly expiresAt: Moment;
}

/** What a request did: it made this proposal, or it decided it. */
export interface ProposalRequestRecord extends ProposalRequest {
  readonly proposal: ProposalId;
  readonly did: 'propose' | 'decide';
}

/** Which proposals: of one state at a moment, or all; older than one, newest first. */
export interface ProposalQuery {
  readonly state?: ProposalState;
  readonly now: Moment;
  readonly before?: ProposalId;
  readonly limit: number;
}

/** One page, newest first; without `next` nothing is left. It may be short of what was asked for. */
export interface ProposalPage {
  readonly proposals: readonly ProposalSummary[];
  readonly next?: ProposalId;
}

/** Reading proposals, and what requests did. Consistent; an expired request may still be returned. */
export interface DirectoryProposals {
  find(id: ProposalId): Promise<Proposal | undefined>;
  page(query: ProposalQuery): Promise<ProposalPage>;
  findRequest(client: ClientId, keyDigest: string): Promise<ProposalRequestRecord | undefined>;
}

/** Making proposals: writes nothing that any other zone reads. Durable once resolved. */
export interface ProposalMaker {
  /** `repeated` when the request's key is recorded already. */
  create(proposal: OpenProposal, request: ProposalRequest): Promise<'created' | 'repeated'>;
}

/** What is written with a decision, or not at all. */
export interface Decision {
  readonly proposal: DecidedProposal;
  readonly request: ProposalRequest;
  /** Revision of the grants that a changed entitlement was checked against. */
  readonly grantsRevision?: number;
}

/**
 * Deciding proposals: one transaction for the decision, the change of the directory and its line in
 * the history. Trusted: whoever holds it can make anybody an issuer.
 */
export interface ProposalDecider {
  /**
   * A confirmed proposal is applied. `moved`: it is no longer open; `changed`: what it would change is
   * not what it was; `repeated`: the request's key is recorded already. Then nothing was written.
   */
  decide(decision: Decision): Promise<'decided' | 'moved' | 'changed' | 'repeated'>;
}

/** How often a department's entitlements for a type were changed: what confirms one conditions on. Consistent. */
export interface GrantRevisions {
  revisionOf(department: DepartmentCode, type: LicenceTypeCode): Promise<number>;
}

/** The history: every change, append-only. Consistent. */
export interface DirectoryHistory {
  /** Oldest first, behind a position. */
  page(
    subject: HistorySubject,
    query: { readonly after?: string; readonly limit: number },
  ): Promise<{ readonly entries: readonly HistoryEntry[]; readonly next?: string }>;
}

/** What the key ceremony leaves behind: changes that no proposal stands behind, and digests of its transcripts. */
export interface DirectoryBootstrap {
  /** One transaction for the change and its line in the history; `changed` when `before` does not stand any more. */
  enter(change: DirectoryChange, at: Moment): Promise<'entered' | 'changed'>;
  /** Notes a transcript's digest (hex) in the province's history; repeating it changes nothing. */
  noteTranscript(digest: string, at: Moment): Promise<void>;
  /** Digests (hex) of all transcripts noted. */
  listTranscripts(): Promise<readonly string[]>;
}
