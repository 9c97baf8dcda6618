import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Register } from '../../ports/register.ts';
import type { WritingTurns } from '../../ports/writer-lease.ts';
import { makeRegisterOfTurn } from './dynamo-register-of-turn.ts';
import { isSettled } from './dynamo-settled.ts';

/** Where the register lies, and by whose turn it is written. */
export interface DynamoRegisterOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly turns: WritingTurns;
  /** Region whose name the journal of issuing bears: the province's first, whichever writes. */
  readonly journal: string;
}

/**
 * The register in DynamoDB, written by this Region's turn, which is asked before every write.
 * @throws Problem `service-unavailable` from every call when it is another Region's
 */
export function makeDynamoRegister({ turns, ...table }: DynamoRegisterOptions): Register {
  const open = async () => makeRegisterOfTurn({ ...table, ...(await turns.current()) });
  return {
    reserve: async (reservation, key) => (await open()).reserve(reservation, key),
    recordAttempt: async (attempt) => (await open()).recordAttempt(attempt),
    bringIntoForce: async (coming) => (await open()).bringIntoForce(coming),
    async giveUp(giving) {
      const settled = await isSettled({ ...table, ...(await turns.current()) }, giving);
      return settled ? (await open()).giveUp(giving) : 'unsettled';
    },
    changeState: async (change) => (await open()).changeState(change),
  };
}
