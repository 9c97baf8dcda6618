import { toDrawnText } from './drawn-id.ts';
import type { Branded, ClientId, Moment } from './ids.ts';
import type { Act, DirectoryChange, HistorySubject } from './proposal-change.ts';
import { invalid } from './reading.ts';
import { toTimeText } from './timed-id.ts';

/** A proposal's identifier: `proposal-`, its moment (10 characters, so that ids sort by time) and 80 random bits (16). */
export type ProposalId = Branded<string, 'ProposalId'>;

/** How long a proposal may be confirmed, in milliseconds. */
export const proposalLifeMilliseconds = 30 * 24 * 60 * 60 * 1000;

interface ProposalCommon {
  readonly id: ProposalId;
  readonly change: DirectoryChange;
  readonly proposedBy: ClientId;
  readonly proposedAt: Moment;
  /** First moment at which it can no longer be confirmed. */
  readonly expiresAt: Moment;
}

/** A proposal that nobody decided yet. */
export interface OpenProposal extends ProposalCommon {
  readonly state: 'open';
}

/** A proposal that somebody confirmed or rejected; a confirmed one was applied by the same write. */
export interface DecidedProposal extends ProposalCommon {
  readonly state: 'confirmed' | 'rejected';
  readonly decidedBy: ClientId;
  readonly decidedAt: Moment;
  /** Why it was rejected. */
  readonly reason?: string;
}

/** A change of the directory that one client proposed and another one decides. */
export type Proposal = OpenProposal | DecidedProposal;

/** States as they are told: `expired` follows from time. */
export const proposalStates = ['open', 'confirmed', 'rejected', 'expired'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** One line of the history: what was changed, when, and by whom; `ceremony` for what no proposal stands behind. */
export interface HistoryEntry {
  readonly at: Moment;
  readonly change: DirectoryChange;
  readonly by:
    | 'ceremony'
    | {
        readonly proposal: ProposalId;
        readonly proposedBy: ClientId;
        readonly proposedAt: Moment;
        readonly confirmedBy: ClientId;
      };
}

/** A proposal without what it would change, as lists have it. */
export type ProposalSummary = Omit<OpenProposal, 'change' | 'state'> &
  Partial<Pick<DecidedProposal, 'decidedBy' | 'decidedAt' | 'reason'>> & {
    readonly state: Proposal['state'];
    readonly act: Act;
    readonly subject: HistorySubject;
  };

/** What a proposal's state is at that moment. */
export function stateAt(
  proposal: { readonly state: Proposal['state']; readonly expiresAt: Moment },
  now: Moment,
): ProposalState {
  return proposal.state === 'open' && proposal.expiresAt <= now ? 'expired' : proposal.state;
}

const form = /^proposal-[0-9a-hjkmnp-tv-z]{26}$/;

/** The least id that a proposal of that moment or later can have. */
export function firstIdAt(moment: Moment): ProposalId {
  return `proposal-${toTimeText(moment)}${'0'.repeat(16)}` as ProposalId;
}

/** @param random 16 bytes, of which 5 bits each are used */
export function toProposalId(moment: Moment, random: Uint8Array): ProposalId {
  return `proposal-${toTimeText(moment)}${toDrawnText(random.subarray(0, 16))}` as ProposalId;
}

/** Is it a proposal's id by its form? */
export function isProposalId(text: string): text is ProposalId {
  return form.test(text);
}

/** @throws Problem `request-invalid`: `cursor` */
export function readProposalCursor(text: string): ProposalId {
  if (!isProposalId(text)) throw invalid('/cursor', 'cursor');
  return text;
}
