import { randomUUID } from 'node:crypto';
import {
  type DynamoDBClient,
  GetItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { LicenceId } from '../../domain/ids.ts';
import { issueHourOf } from '../../domain/issue-hour.ts';
import type { KeyedRequest } from '../../ports/idempotency.ts';
import type {
  ComingIntoForce,
  GivingUp,
  Register,
  Reservation,
  ReserveOutcome,
  SigningAttempt,
} from '../../ports/register.ts';
import { Problem } from '../../problem/problem.ts';
import { findOpenHour } from './dynamo-issue-journal.ts';
import { toReservation } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys, type WritingRegion } from './dynamo-register-keys.ts';
import { toChangeRefusal, whatWasTaken } from './dynamo-register-refusals.ts';
import type { RegisterTable } from './dynamo-register-steps.ts';
import {
  type ComingWrite,
  issueGateAt,
  toAttemptItems,
  toComingItems,
  toGivingUpItems,
  toReservingItems,
  toStateChangeItems,
} from './dynamo-register-writes.ts';
import { sendTransaction, type TransactionAnswer } from './dynamo-transaction.ts';
import {
  comingPlaces,
  isLater,
  type LaterReservation,
  seqOfComing,
  toComingVersionItems,
  toGivingVersionUpItems,
  toReservingVersionItems,
  versionPlaces,
} from './dynamo-version-writes.ts';

/** Where the register lies, and who writes it. */
export interface RegisterOfTurnOptions extends WritingRegion {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Region whose name the journal of issuing bears: the province's first, whichever writes. */
  readonly journal: string;
}

/** One transaction of the register, and the item whose `token` shows that it is ours. */
interface OwnWrite {
  readonly items: TransactWriteItem[];
  readonly witness: RegisterItem;
  readonly tokenName: 'token' | 'attemptToken';
  readonly token: string;
}

async function readItem(
  { client, table }: Pick<RegisterOfTurnOptions, 'client' | 'table'>,
  key: RegisterItem,
): Promise<RegisterItem | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
  return (await client.send(command)).Item;
}

/** Sends the transaction; any outcome but success is settled by reading the witness back. */
function makeOwnWriter({ client, table }: RegisterOfTurnOptions) {
  const isOurs = async ({ witness, tokenName, token }: OwnWrite) =>
    (await readItem({ client, table }, witness))?.[tokenName]?.S === token;
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

type SendOwn = ReturnType<typeof makeOwnWriter>;

/** An hour is closed once; to find a second one closed takes an hour. */
const mostHoursTried = 3;

/**
 * Brings into force under the hour of its own moment, or, where that is closed already, under the
 * first hour that is open. One token for all tries: whichever lands is ours.
 */
function makeBringIntoForce(options: RegisterOfTurnOptions, send: SendOwn) {
  return async (coming: ComingIntoForce): Promise<'in-force' | 'moved' | 'overtaken'> => {
    const { reservation } = coming;
    const { licenceId, digest } = reservation;
    const token = randomUUID();
    const witness = registerKeys.entry(licenceId, options, seqOf(reservation));
    let hour = issueHourOf(coming.at);
    for (let tries = 1; tries <= mostHoursTried; tries += 1) {
      const items = toItems(options, { ...coming, token, hour });
      const answer = await send({ items, witness, tokenName: 'token', token });
      if (answer === 'landed') return 'in-force';
      if (answer.refusedAt.some((at) => at !== issueGateAt)) {
        return toComingRefusal(answer.refusedAt, reservation);
      }
      hour = Math.max(hour, await findOpenHour({ ...options, region: options.journal }, digest));
    }
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  };
}

/** Sequence of the entry that brings it into force. */
const seqOf = (reservation: Reservation) => (isLater(reservation) ? seqOfComing(reservation) : 2);

function toItems(of: RegisterTable, write: ComingWrite): TransactWriteItem[] {
  const { reservation } = write;
  return isLater(reservation)
    ? toComingVersionItems(of, { ...write, reservation })
    : toComingItems(of, write);
}

/** A version whose key and reservation still stand was overtaken by a change of its licence. */
function toComingRefusal(
  refusedAt: readonly number[],
  reservation: Reservation,
): 'moved' | 'overtaken' {
  if (!isLater(reservation)) return 'moved';
  const { key, version } = comingPlaces;
  return refusedAt.includes(key) || refusedAt.includes(version) ? 'moved' : 'overtaken';
}

/** Reserves a version; its own item carries the token, for the licence gets no entry before it comes into force. */
async function reserveVersion(
  of: RegisterTable,
  send: SendOwn,
  asked: { readonly reservation: LaterReservation; readonly key: KeyedRequest },
): Promise<ReserveOutcome> {
  const token = randomUUID();
  const { licenceId, version } = asked.reservation;
  const items = toReservingVersionItems(of, { ...asked, token });
  const witness = registerKeys.version(licenceId, version);
  const answer = await send({ items, witness, tokenName: 'token', token });
  if (answer === 'landed') return 'reserved';
  const { refusedAt } = answer;
  if (refusedAt.includes(versionPlaces.key)) return 'key-used';
  if (refusedAt.includes(versionPlaces.head)) return 'licence-moved';
  if (refusedAt.includes(versionPlaces.version)) return 'version-taken';
  if (refusedAt.includes(versionPlaces.draft)) return 'draft-moved';
  return refusedAt.includes(versionPlaces.number) ? 'number-taken' : 'key-used';
}

/** Gives a version up; what is kept of it aside carries the token. */
function makeGiveUpVersion(options: RegisterOfTurnOptions, send: SendOwn) {
  return async (
    giving: GivingUp & { readonly reservation: LaterReservation },
  ): Promise<'given-up' | 'moved'> => {
    const { licenceId, version, digest } = giving.reservation;
    const versionItem = await readItem(options, registerKeys.version(licenceId, version));
    if (versionItem === undefined) return 'moved';
    const token = randomUUID();
    const items = toGivingVersionUpItems(options, { ...giving, token, versionItem });
    const witness = registerKeys.givenUpVersion(licenceId, version, digest);
    const answer = await send({ items, witness, tokenName: 'token', token });
    return answer === 'landed' ? 'given-up' : 'moved';
  };
}

/** Records an attempt; the version's own item carries the token. */
function makeRecordAttempt(options: RegisterOfTurnOptions, send: SendOwn) {
  return async (attempt: SigningAttempt): Promise<'recorded' | 'moved'> => {
    const witness = registerKeys.version(attempt.licenceId, attempt.version);
    const version = await readItem(options, witness);
    const reservation = version && toReservation(version);
    if (reservation === undefined) return 'moved';
    const token = randomUUID();
    const items = toAttemptItems(options, { ...attempt, token, reservation });
    const answer = await send({ items, witness, tokenName: 'attemptToken', token });
    return answer === 'landed' ? 'recorded' : 'moved';
  };
}

/**
 * The register in DynamoDB. Each write carries a random token into the entry (or attempt) it makes:
 * whatever the answer says or however it is lost, that token read back consistently tells whether the
 * write is ours, also beyond the ten minutes that DynamoDB remembers a request (`threats.md` R04, R07).
 */
export function makeRegisterOfTurn(options: RegisterOfTurnOptions): Register {
  const { table, region, epoch, journal } = options;
  const of: RegisterTable = { table, region, epoch, journal };
  const send = makeOwnWriter(options);
  const giveUpVersion = makeGiveUpVersion(options, send);
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
      if (isLater(reservation)) return reserveVersion(of, send, { reservation, key });
      const answer = await sendEntry(reservation.licenceId, 1, (token) =>
        toReservingItems(of, { reservation, key, token }),
      );
      if (answer === 'landed') return 'reserved';
      return whatWasTaken(answer.refusedAt, reservation);
    },
    recordAttempt: makeRecordAttempt(options, send),
    bringIntoForce: makeBringIntoForce(options, send),
    async giveUp(giving) {
      const { reservation } = giving;
      if (isLater(reservation)) return giveUpVersion({ ...giving, reservation });
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
      return toChangeRefusal(answer.refusedAt);
    },
  };
}
