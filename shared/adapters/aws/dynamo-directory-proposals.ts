import {
  type DynamoDBClient,
  QueryCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { ClientId, Moment } from '../../domain/ids.ts';
import {
  type DecidedProposal,
  firstIdAt,
  type HistoryEntry,
  type Proposal,
  type ProposalId,
  type ProposalSummary,
  proposalLifeMilliseconds,
} from '../../domain/proposal.ts';
import { subjectOf } from '../../domain/proposal-change.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Decision,
  DirectoryProposals,
  GrantRevisions,
  ProposalDecider,
  ProposalMaker,
  ProposalPage,
  ProposalQuery,
  ProposalRequest,
  ProposalRequestRecord,
} from '../../ports/directory-proposals.ts';
import { toChangeWrites, toHistoryWrite } from './dynamo-directory-changes.ts';
import {
  DirectoryTable,
  type DynamoDirectoryOptions,
  type Item,
  keys,
  toItem,
  toKey,
} from './dynamo-directory-table.ts';
import { sendTransaction } from './dynamo-transaction.ts';

type WithClock = DynamoDirectoryOptions & { readonly clock: Clock };

/** How many parts of the list one request reads in search of what its state lets through. */
const mostParts = 5;
const partSize = 100;

function toSummary({ change, ...rest }: Proposal): ProposalSummary {
  return { ...rest, act: change.act, subject: subjectOf(change) };
}

/** The whole in `content`, what lists show in `summary`, what conditions read beside them. */
function toProposalItem(proposal: Proposal): Item {
  return {
    ...toItem(keys.proposal(proposal.id), proposal),
    summary: { S: JSON.stringify(toSummary(proposal)) },
    state: { S: proposal.state },
    expiresAt: { N: String(proposal.expiresAt) },
  };
}

/** Records the request; fails where an unexpired record of the key stands. */
function putRequest(
  table: string,
  request: ProposalRequest,
  { now, ...did }: Pick<ProposalRequestRecord, 'proposal' | 'did'> & { readonly now: Moment },
): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: {
        ...toItem(keys.request(request.client, request.keyDigest), { ...request, ...did }),
        expiresAt: { N: String(request.expiresAt) },
        /** For DynamoDB's own deletion, which counts in seconds and may lag. */
        deleteAfterSeconds: { N: String(Math.ceil(request.expiresAt / 1000)) },
      },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': { N: String(now) } },
    },
  };
}

/** What of the list a state lets through, and how far back it can lie. */
function toFilter({ state, now }: ProposalQuery) {
  if (state === undefined) return { oldest: 'proposal-', values: {} };
  const isStored = state !== 'open' && state !== 'expired';
  const time = state === 'open' ? ' AND expiresAt > :now' : ' AND expiresAt <= :now';
  return {
    oldest:
      state === 'open'
        ? firstIdAt(Math.max(0, now - proposalLifeMilliseconds) as Moment)
        : 'proposal-',
    values: {
      ':state': { S: isStored ? state : 'open' },
      ...(isStored ? {} : { ':now': { N: String(now) } }),
    },
    expression: {
      FilterExpression: `#state = :state${isStored ? '' : time}`,
      ExpressionAttributeNames: { '#state': 'state' },
    },
  };
}

async function readPart(table: DirectoryTable, query: ProposalQuery, before?: string) {
  const { oldest, values, expression } = toFilter(query);
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.table,
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: partSize,
      KeyConditionExpression: 'pk = :pk AND sk >= :oldest',
      ProjectionExpression: 'sk, summary',
      ExpressionAttributeValues: { ':pk': { S: 'proposals' }, ':oldest': { S: oldest }, ...values },
      ...expression,
      ...(before === undefined ? {} : { ExclusiveStartKey: toKey(keys.proposal(before)) }),
    }),
  );
  return {
    found: Items.map((one) => JSON.parse(one['summary']?.S ?? 'null') as ProposalSummary),
    next: LastEvaluatedKey?.['sk']?.S as ProposalId | undefined,
  };
}

/** Reads part after part until enough was found, or enough was read. */
async function readPage(table: DirectoryTable, query: ProposalQuery): Promise<ProposalPage> {
  const found: ProposalSummary[] = [];
  let next: ProposalId | undefined = query.before;
  for (let parts = 0; parts < mostParts; parts += 1) {
    const part = await readPart(table, query, next);
    found.push(...part.found);
    next = part.next;
    if (found.length > query.limit || next === undefined) break;
  }
  const proposals = found.slice(0, query.limit);
  const last = found.length > query.limit ? proposals.at(-1)?.id : next;
  return { proposals, ...(last === undefined ? {} : { next: last }) };
}

/** Proposals in the directory's table: `proposals` · `<id>`, with `idem#<client>#<key digest>` for each request. */
export function makeDynamoProposals(options: DynamoDirectoryOptions): DirectoryProposals {
  const table = new DirectoryTable(options);
  return {
    find: (id) => table.find<Proposal>(keys.proposal(id)),
    page: (query) => readPage(table, query),
    findRequest: (client: ClientId, digest) =>
      table.find<ProposalRequestRecord>(keys.request(client, digest)),
  };
}

/** Revisions in `department#<code>` · `grants#<type>`. */
export function makeDynamoGrantRevisions(options: DynamoDirectoryOptions): GrantRevisions {
  const table = new DirectoryTable(options);
  return {
    async revisionOf(department, type) {
      const item = await table.findItem(keys.grants(department, type));
      return Number(item?.['revision']?.N ?? 0);
    },
  };
}

/** Proposals in the directory's table, to make. */
export function makeDynamoProposalMaker({ client, table, clock }: WithClock): ProposalMaker {
  return {
    async create(proposal, request) {
      const did = { proposal: proposal.id, did: 'propose', now: clock.now() } as const;
      const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
      const answer = await sendTransaction(client, [
        { Put: { TableName: table, Item: toProposalItem(proposal), ...isNew } },
        putRequest(table, request, did),
      ]);
      return answer === 'landed' ? 'created' : 'repeated';
    },
  };
}

function toHistoryEntry(proposal: DecidedProposal): HistoryEntry {
  const { id, change, proposedBy, proposedAt, decidedBy, decidedAt } = proposal;
  return {
    at: decidedAt,
    change,
    by: { proposal: id, proposedBy, proposedAt, confirmedBy: decidedBy },
  };
}

/** The decision itself, only while the proposal is open and its time has not passed. */
function putDecision(table: string, proposal: DecidedProposal): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: toProposalItem(proposal),
      ConditionExpression: '#state = :open AND expiresAt > :now',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':open': { S: 'open' },
        ':now': { N: String(proposal.decidedAt) },
      },
    },
  };
}

function toDecisionWrites(table: string, { proposal, request, grantsRevision }: Decision) {
  const did = { proposal: proposal.id, did: 'decide', now: proposal.decidedAt } as const;
  const decision = [putDecision(table, proposal), putRequest(table, request, did)];
  if (proposal.state === 'rejected') return decision;
  const { change } = proposal;
  const revision = grantsRevision === undefined ? {} : { grantsRevision };
  return [
    ...decision,
    toHistoryWrite(table, toHistoryEntry(proposal)),
    ...toChangeWrites({ table, change, ...revision }),
  ];
}

/** Decisions in the directory's table: each is one transaction. */
export function makeDynamoProposalDecider(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): ProposalDecider {
  const { client, table } = options;
  return {
    async decide(decision) {
      const answer = await sendTransaction(client, toDecisionWrites(table, decision));
      if (answer === 'landed') return 'decided';
      const [first] = answer.refusedAt;
      if (answer.refusedAt.includes(1)) return 'repeated';
      return first === 0 ? 'moved' : 'changed';
    },
  };
}
