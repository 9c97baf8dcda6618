import type { ProposalSummaryBody } from '../../shared/api/directory.ts';
import type { Moment } from '../../shared/domain/ids.ts';
import { toRfc3339 } from '../../shared/domain/moment.ts';
import { type Proposal, type ProposalSummary, stateAt } from '../../shared/domain/proposal.ts';
import { subjectOf } from '../../shared/domain/proposal-change.ts';
import type { JsonObject } from '../../shared/formats/strict-json.ts';
import { toChangeAnswer, toSubjectPath } from './directory-answer.ts';
import type { ProposalOutcome } from './proposal-request.ts';

/** A proposal as lists have it. */
export function toSummaryAnswer(proposal: ProposalSummary, now: Moment): ProposalSummaryBody {
  const { id, act, subject, proposedBy, proposedAt, expiresAt, decidedBy, decidedAt, reason } =
    proposal;
  return {
    id,
    state: stateAt(proposal, now),
    act: act as ProposalSummaryBody['act'],
    subject: toSubjectPath(subject),
    proposedBy,
    proposedAt: toRfc3339(proposedAt),
    expiresAt: toRfc3339(expiresAt),
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(decidedAt === undefined ? {} : { decidedAt: toRfc3339(decidedAt) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A proposal with what it would change. */
export function toProposalAnswer(proposal: Proposal, now: Moment): JsonObject {
  const { change, ...rest } = proposal;
  const summary = { ...rest, act: change.act, subject: subjectOf(change) };
  return { ...toSummaryAnswer(summary, now), ...toChangeAnswer(change) } as JsonObject;
}

/** The answer to a request that makes or decides a proposal: the same words again when it is repeated. */
export function toProposalResponse(status: number, { proposal, replayed }: ProposalOutcome) {
  const at = proposal.state === 'open' ? proposal.proposedAt : proposal.decidedAt;
  return {
    status,
    headers: {
      Location: `/v1/proposals/${proposal.id}`,
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    } as Readonly<Record<string, string>>,
    body: toProposalAnswer(proposal, at),
  };
}
