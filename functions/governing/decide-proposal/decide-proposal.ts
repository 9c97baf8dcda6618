import type { Caller } from '../../../shared/domain/client.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import {
  type DecidedProposal,
  isProposalId,
  type Proposal,
  stateAt,
} from '../../../shared/domain/proposal.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type {
  Decision,
  DirectoryProposals,
  GrantRevisions,
  KeyedProposalRequest,
  ProposalDecider,
} from '../../../shared/ports/directory-proposals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { checkEntitlement } from '../draft-entitlement.ts';
import { refuseClash } from '../draft-province.ts';
import { decided, type ProposalOutcome, replay, toProposalRequest } from '../proposal-request.ts';
import { settleChange } from '../settle-change.ts';

export interface DecideProposalPorts {
  readonly directory: Pick<Directory, 'listEntitlements' | 'findCertificates' | 'listProvinces'>;
  readonly proposals: Pick<DirectoryProposals, 'find' | 'findRequest'>;
  readonly decider: ProposalDecider;
  readonly grants: GrantRevisions;
  readonly clock: Clock;
}

export interface DecideProposalCommand {
  readonly caller: Pick<Caller, 'clientId' | 'scopes'>;
  readonly request: KeyedProposalRequest;
  readonly id: string;
  readonly verdict:
    | { readonly state: 'confirmed' }
    | { readonly state: 'rejected'; readonly reason: string };
}

export type DecideProposal = (command: DecideProposalCommand) => Promise<ProposalOutcome>;

/** @throws Problem `not-found`, `state-conflict` for one that is not open any more */
async function findOpen(
  { proposals }: DecideProposalPorts,
  id: string,
  now: Moment,
): Promise<Proposal> {
  const proposal = isProposalId(id) ? await proposals.find(id) : undefined;
  if (!proposal) throw new Problem('not-found');
  const state = stateAt(proposal, now);
  if (state !== 'open') throw new Problem('state-conflict', { reason: `proposal-${state}` });
  return proposal;
}

/**
 * Nobody confirms what they proposed; they may take it back, and who may confirm may reject.
 * @throws Problem `same-client`, `forbidden`
 */
function requireRight({ caller, verdict }: DecideProposalCommand, proposal: Proposal): void {
  const isOwn = proposal.proposedBy === caller.clientId;
  if (verdict.state === 'confirmed' && isOwn) throw new Problem('same-client');
  if (!isOwn && !caller.scopes.includes('directory:confirm')) throw new Problem('forbidden');
}

/** What is confirmed is what is applied; of what is rejected nothing is. */
function settled(proposal: DecidedProposal): DecidedProposal {
  const { state, change, decidedAt } = proposal;
  return state === 'rejected' ? proposal : { ...proposal, change: settleChange(change, decidedAt) };
}

/** What a confirmed entitlement was checked against; other changes carry all in their `before`. */
async function recheck(
  { grants, directory }: DecideProposalPorts,
  { state, change, decidedAt }: DecidedProposal,
): Promise<Pick<Decision, 'grantsRevision'>> {
  if (state === 'confirmed' && change.act === 'add-province' && change.kind === 'province') {
    await refuseClash({ directory }, change.after);
  }
  if (state === 'rejected' || change.kind !== 'entitlement') return {};
  const { after } = change;
  const grantsRevision = await grants.revisionOf(after.department, after.type);
  checkEntitlement(after, await directory.listEntitlements(after.department), decidedAt);
  return { grantsRevision };
}

/** Why a decision was not written. */
async function refuse(
  ports: DecideProposalPorts,
  id: string,
  outcome: 'moved' | 'changed' | 'repeated',
): Promise<never> {
  if (outcome === 'moved') await findOpen(ports, id, ports.clock.now());
  if (outcome === 'changed') throw new Problem('state-conflict', { reason: 'directory-changed' });
  throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
}

/**
 * Confirms or rejects a proposal. A confirmed one is applied in the same transaction, only if it is
 * still open and what it would change is what it was when it was proposed; the history gets its line
 * in there too. Of several who confirm at once, one does.
 * @throws Problem `not-found`, `same-client`, `forbidden`, `state-conflict`, `idempotency-mismatch`
 */
export function makeDecideProposal(ports: DecideProposalPorts): DecideProposal {
  const { clock, proposals, decider } = ports;
  return async (command) => {
    const { request, caller, id, verdict } = command;
    const now = clock.now();
    const earlier = await replay(proposals, request, now);
    if (earlier) return earlier;
    const open = await findOpen(ports, id, now);
    requireRight(command, open);
    const decision = { ...verdict, decidedBy: caller.clientId, decidedAt: now };
    const proposal = settled(decided(open, decision));
    const checked = await recheck(ports, proposal);
    const record = toProposalRequest(request, now);
    const outcome = await decider.decide({ proposal, request: record, ...checked });
    if (outcome === 'decided') return { proposal, replayed: false };
    return (await replay(proposals, request, now)) ?? refuse(ports, id, outcome);
  };
}
