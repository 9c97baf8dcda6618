import type { Moment } from '../../../shared/domain/ids.ts';
import {
  type OpenProposal,
  proposalLifeMilliseconds,
  toProposalId,
} from '../../../shared/domain/proposal.ts';
import type {
  DirectoryProposals,
  KeyedProposalRequest,
  ProposalMaker,
} from '../../../shared/ports/directory-proposals.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import type { Draft, DraftingPorts } from '../drafting.ts';
import { type ProposalOutcome, replay, toProposalRequest } from '../proposal-request.ts';

export interface ProposeChangePorts extends DraftingPorts {
  readonly proposals: Pick<DirectoryProposals, 'find' | 'findRequest'>;
  readonly maker: ProposalMaker;
  readonly random: RandomBytes;
}

export interface ProposeChangeCommand {
  readonly request: KeyedProposalRequest;
  readonly draft: Draft;
}

export type ProposeChange = (command: ProposeChangeCommand) => Promise<ProposalOutcome>;

async function toProposal(
  ports: ProposeChangePorts,
  { request, draft }: ProposeChangeCommand,
): Promise<OpenProposal> {
  const change = await draft(ports);
  const proposedAt = ports.clock.now();
  return {
    id: toProposalId(proposedAt, ports.random(16)),
    change,
    proposedBy: request.client,
    proposedAt,
    expiresAt: (proposedAt + proposalLifeMilliseconds) as Moment,
    state: 'open',
  };
}

/**
 * Writes down what one client wants changed in the directory. Nothing changes by it: another client
 * has to confirm it first. The request is recorded in the same transaction, so a repetition finds the
 * proposal that it made.
 * @throws Problem `idempotency-mismatch` and those of drafting, from the function that it makes
 */
export function makeProposeChange(ports: ProposeChangePorts): ProposeChange {
  const { proposals, maker, clock } = ports;
  return async (command) => {
    const { request } = command;
    const earlier = await replay(proposals, request, clock.now());
    if (earlier) return earlier;
    const proposal = await toProposal(ports, command);
    const record = toProposalRequest(request, clock.now());
    if ((await maker.create(proposal, record)) === 'created') return { proposal, replayed: false };
    const raced = await replay(proposals, request, clock.now());
    if (raced) return raced;
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  };
}
