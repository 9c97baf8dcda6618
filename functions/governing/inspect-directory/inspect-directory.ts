import type { ProposalsQuery } from '../../../shared/api/directory.ts';
import type { PageQuery } from '../../../shared/api/page-size.ts';
import type { ClientId } from '../../../shared/domain/ids.ts';
import { isProposalId, readProposalCursor } from '../../../shared/domain/proposal.ts';
import type { HistorySubject } from '../../../shared/domain/proposal-change.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import type { JsonObject } from '../../../shared/formats/strict-json.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Directory } from '../../../shared/ports/directory.ts';
import type {
  DirectoryHistory,
  DirectoryProposals,
} from '../../../shared/ports/directory-proposals.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toClientAnswer, toHistoryAnswer } from '../directory-answer.ts';
import { toProposalAnswer, toSummaryAnswer } from '../proposal-answer.ts';

export interface InspectDirectoryPorts {
  readonly directory: Pick<Directory, 'findClient'>;
  readonly proposals: Pick<DirectoryProposals, 'find' | 'page'>;
  readonly history: DirectoryHistory;
  readonly clock: Clock;
}

/** What those who govern may see beside what is public. */
export interface InspectDirectory {
  listProposals(query: ProposalsQuery): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showProposal(id: string): Promise<JsonObject>;
  /** @throws Problem `not-found` */
  showClient(id: string): Promise<JsonObject>;
  /** @throws Problem `not-found` for what has no history */
  showHistory(subject: HistorySubject, query: PageQuery): Promise<JsonObject>;
}

const historyPosition = /^[0-9]{15}#[!-~]{1,160}$/;

function readHistoryCursor(cursor: string): string {
  if (!historyPosition.test(cursor)) throw invalid('/cursor', 'cursor');
  return cursor;
}

async function listProposals(
  { proposals, clock }: InspectDirectoryPorts,
  { state, limit, cursor }: ProposalsQuery,
): Promise<JsonObject> {
  const now = clock.now();
  const { proposals: found, ...next } = await proposals.page({
    now,
    limit,
    ...(state === undefined ? {} : { state }),
    ...(cursor === undefined ? {} : { before: readProposalCursor(cursor) }),
  });
  return { proposals: found.map((one) => toSummaryAnswer(one, now)) as JsonObject[], ...next };
}

async function showHistory(
  { history }: InspectDirectoryPorts,
  subject: HistorySubject,
  { limit, cursor }: PageQuery,
): Promise<JsonObject> {
  const after = cursor === undefined ? {} : { after: readHistoryCursor(cursor) };
  const { entries, ...next } = await history.page(subject, { limit, ...after });
  if (entries.length === 0 && cursor === undefined) throw new Problem('not-found');
  return { entries: entries.map(toHistoryAnswer), ...next };
}

/** Shows proposals, clients and histories. */
export function makeInspectDirectory(ports: InspectDirectoryPorts): InspectDirectory {
  return {
    listProposals: (query) => listProposals(ports, query),
    async showProposal(id) {
      const proposal = isProposalId(id) ? await ports.proposals.find(id) : undefined;
      if (!proposal) throw new Problem('not-found');
      return toProposalAnswer(proposal, ports.clock.now());
    },
    async showClient(id) {
      const client = await ports.directory.findClient(id as ClientId);
      if (!client) throw new Problem('not-found');
      return toClientAnswer(client) as JsonObject;
    },
    showHistory: (subject, query) => showHistory(ports, subject, query),
  };
}
