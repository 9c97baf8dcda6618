import type { Moment } from '../../shared/domain/ids.ts';
import type { DecidedProposal, OpenProposal, Proposal } from '../../shared/domain/proposal.ts';
import { findRepeated, keyExpiresAt } from '../../shared/domain/repeated-request.ts';
import type {
  DirectoryProposals,
  KeyedProposalRequest,
  ProposalRequest,
  ProposalRequestRecord,
} from '../../shared/ports/directory-proposals.ts';

/** What became of a request: its proposal as it left it, and whether that was before. */
export interface ProposalOutcome<P extends Proposal = Proposal> {
  readonly proposal: P;
  readonly replayed: boolean;
}

/** The request as it is recorded. */
export function toProposalRequest(request: KeyedProposalRequest, now: Moment): ProposalRequest {
  const { client, keyDigest, requestDigest } = request;
  return { client, keyDigest, requestDigest, expiresAt: keyExpiresAt(now) };
}

/** The proposal as it was before anybody decided it. */
function beforeDecision(proposal: Proposal): OpenProposal {
  const { id, change, proposedBy, proposedAt, expiresAt } = proposal;
  return { id, change, proposedBy, proposedAt, expiresAt, state: 'open' };
}

/**
 * What this request did before, if it did.
 * @throws Problem `idempotency-mismatch` when the key was used for another request
 */
export async function replay(
  proposals: Pick<DirectoryProposals, 'find' | 'findRequest'>,
  request: KeyedProposalRequest,
  now: Moment,
): Promise<ProposalOutcome | undefined> {
  const used = await proposals.findRequest(request.client, request.keyDigest);
  const record = findRepeated(used, request, now);
  return record && toOutcome(proposals, record);
}

async function toOutcome(
  proposals: Pick<DirectoryProposals, 'find'>,
  { proposal: id, did }: ProposalRequestRecord,
): Promise<ProposalOutcome | undefined> {
  const proposal = await proposals.find(id);
  if (proposal === undefined) return undefined;
  return { proposal: did === 'propose' ? beforeDecision(proposal) : proposal, replayed: true };
}

/** The proposal as somebody decided it. */
export function decided(
  proposal: Proposal,
  decision: Pick<DecidedProposal, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
): DecidedProposal {
  return { ...beforeDecision(proposal), ...decision };
}
