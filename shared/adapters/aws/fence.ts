import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { WritingTurns } from '../../ports/writer-lease.ts';

/**
 * Lets the client write in this Region's turn only.
 * A write in the other's is the Problem `service-unavailable`, and changes nothing.
 */
export function fence(client: DynamoDBClient, turns: WritingTurns): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (/^(?:Put|Update|Delete|TransactWrite|BatchWrite)/.test(String(commandName))) {
          await turns.current();
        }
        return next(args);
      },
    { name: 'turnToWrite', step: 'initialize' },
  );
  return client;
}
