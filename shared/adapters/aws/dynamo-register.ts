import { randomUUID } from 'node:crypto';
import {
  type DynamoDBClient,
  GetItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId } from '../../domain/ids.ts';
import type { Register } from '../../ports/register.ts';
import { type RegisterItem, registerKeys, type WritingRegion } from './dynamo-register-keys.ts';
import type { RegisterTable } from './dynamo-register-steps.ts';
import {
  toAttemptItems,
  toComingItems,
  toGivingUpItems,
  toReservingItems,
  toStateChangeItems,
} from './dynamo-register-writes.ts';
import { sendTransaction, type TransactionAnswer } from './dynamo-transaction.ts';

/** Where the register lies, and who writes it. */
export interface DynamoRegisterOptions extends WritingRegion {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** One transaction of the register, and the item whose `token` shows that it is ours. */
interface OwnWrite {
  readonly items: TransactWriteItem[];
  readonly witness: RegisterItem;
  readonly tokenName: 'token' | 'attemptToken';
  readonly token: string;
}

/** Sends the transaction; any outcome but success is settled by reading the witness back. */
function makeOwnWriter({ client, table }: DynamoRegisterOptions) {
  const isOurs = async ({ witness, tokenName, token }: OwnWrite) => {
    const command = new GetItemCommand({ TableName: table, Key: witness, ConsistentRead: true });
    const found = await client.send(command);
    return found.Item?.[tokenName]?.S === token;
  };
  return async (write: OwnWrite): Promise<TransactionAnswer> => {
    try {
      const answer = await sendTransaction(client, write.items);
      if (answer === 'landed') return answer;
      return (await isOurs(write)) ? 'landed' : answer;
    } catch (error) {
      if (await isOurs(write).catch(() => false)) return 'landed';
      throw error;
    }
  };
}

/**
 * The register in DynamoDB. Each write carries a random token into the entry (or attempt) it makes:
 * whatever the answer says or however it is lost, that token read back consistently tells whether the
 * write is ours, also beyond the ten minutes that DynamoDB remembers a request (`threats.md` R04, R07).
 */
export function makeDynamoRegister(options: DynamoRegisterOptions): Register {
  const { table, region, epoch } = options;
  const of: RegisterTable = { table, region, epoch };
  const send = makeOwnWriter(options);
  const sendEntry = (
    id: LicenceId,
    seq: number,
    toItems: (token: string) => TransactWriteItem[],
  ) => {
    const token = randomUUID();
    const witness = registerKeys.entry(id, of, seq);
    return send({ items: toItems(token), witness, tokenName: 'token', token });
  };
  return {
    async reserve(reservation, key) {
      const answer = await sendEntry(reservation.licenceId, 1, (token) =>
        toReservingItems(of, { reservation, key, token }),
      );
      return answer === 'landed' ? 'reserved' : whatWasTaken(answer.refusedAt);
    },
    async recordAttempt(attempt) {
      const token = randomUUID();
      const items = toAttemptItems(of, { ...attempt, token });
      const witness = registerKeys.version(attempt.licenceId, attempt.version);
      const answer = await send({ items, witness, tokenName: 'attemptToken', token });
      return answer === 'landed' ? 'recorded' : 'moved';
    },
    async bringIntoForce(coming) {
      const answer = await sendEntry(coming.reservation.licenceId, 2, (token) =>
        toComingItems(of, { ...coming, token }),
      );
      return answer === 'landed' ? 'in-force' : 'moved';
    },
    async giveUp(giving) {
      const answer = await sendEntry(giving.reservation.licenceId, 2, (token) =>
        toGivingUpItems(of, { ...giving, token }),
      );
      return answer === 'landed' ? 'given-up' : 'moved';
    },
    async changeState(change) {
      const answer = await sendEntry(change.head.licenceId, change.head.seq + 1, (token) =>
        toStateChangeItems(of, { ...change, token }),
      );
      if (answer === 'landed') return 'changed';
      return answer.refusedAt.includes(0) ? 'key-used' : 'moved';
    },
  };
}

/** Places as `toReservingItems` orders them; nothing else of a new licence can be there already. */
function whatWasTaken(refusedAt: readonly number[]): 'key-used' | 'number-taken' {
  if (refusedAt.includes(0)) return 'key-used';
  if (refusedAt.includes(1)) return 'number-taken';
  throw new Error('a new licence id is in the register already');
}
