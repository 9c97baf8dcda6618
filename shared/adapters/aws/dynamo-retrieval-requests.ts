import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuthorisationId } from '../../domain/authorisation.ts';
import type { RetrievalRequest, RetrievalRequestId } from '../../domain/retrieval-request.ts';
import type { RetrievalRequests } from '../../ports/retrieval-requests.ts';
import { toKeepingItems } from './dynamo-authorisations.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';

/** A request is remembered for its counter to ask about. */
const keptSeconds = 8 * 86_400;

function toRequestItem(request: RetrievalRequest): RegisterItem {
  return toBodyItem(holdingKeys.request(request.id), 'retrieval-request', {
    body: request,
    expiresAt: whole(request.expiresAt),
    onlyFor: text(request.verifier.client),
    deleteAfterSeconds: whole(Math.floor(request.expiresAt / 1000) + keptSeconds),
  });
}

/** Reads a request item. */
export function toRetrievalRequest(item: RegisterItem): RetrievalRequest {
  const body = readBodyOf<RetrievalRequest>(item);
  const decision = item['decision']?.S as RetrievalRequest['decision'];
  const authorisation = item['authorisation']?.S as AuthorisationId | undefined;
  return {
    ...body,
    ...(decision === undefined ? {} : { decision }),
    ...(authorisation === undefined ? {} : { authorisation }),
  };
}

function decideIt(
  { table }: HoldingTable,
  id: RetrievalRequestId,
  {
    at,
    authorisation,
  }: { readonly at: number; readonly authorisation?: AuthorisationId | undefined },
): TransactWriteItem {
  const leave = authorisation === undefined ? '' : ', authorisation = :leave';
  return {
    Update: {
      TableName: table,
      Key: holdingKeys.request(id),
      UpdateExpression: `SET decision = :decision, decidedAt = :now${leave}`,
      ConditionExpression:
        'attribute_exists(pk) AND attribute_not_exists(decision) AND expiresAt > :now',
      ExpressionAttributeValues: {
        ':decision': text(authorisation === undefined ? 'declined' : 'approved'),
        ':now': whole(at),
        ...(authorisation === undefined ? {} : { ':leave': text(authorisation) }),
      },
    },
  };
}

/** Requests of counters in the holding zone's table. */
export function makeDynamoRetrievalRequests(table: HoldingTable): RetrievalRequests {
  return {
    async find(id) {
      const item = await table.find(holdingKeys.request(id));
      return item && toRetrievalRequest(item);
    },
    async keep({ request, key, answer }) {
      const items = [putNew(table, toRequestItem(request))];
      const outcome = await table.writeKeyed({ key, answer, at: request.madeAt, items });
      if (outcome === 'landed') return 'kept';
      if (outcome === 'key-used') return 'key-used';
      throw new Error('a new request id is taken already');
    },
    async decide({ id, at, authorisation, key, answer }) {
      const items = [
        decideIt(table, id, { at, authorisation: authorisation?.id }),
        ...(authorisation === undefined ? [] : toKeepingItems(table, authorisation)),
      ];
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'decided';
      if (outcome === 'key-used') return 'key-used';
      return outcome.refusedAt.includes(0) ? 'moved' : 'too-many';
    },
  };
}
