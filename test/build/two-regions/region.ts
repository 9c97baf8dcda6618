import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { makeEnterLateDigest } from '../../../functions/issuing/mend-licences/enter-late-digest.ts';
import { makeMendLicences } from '../../../functions/issuing/mend-licences/mend-licences.ts';
import { makeDynamoDoubledRequests } from '../../../shared/adapters/aws/dynamo-doubled-requests.ts';
import {
  makeDynamoIssueHours,
  makeDynamoIssueJournal,
  makeDynamoLateDigests,
} from '../../../shared/adapters/aws/dynamo-issue-journal.ts';
import { makeDynamoNumberSequences } from '../../../shared/adapters/aws/dynamo-number-sequences.ts';
import { makeDynamoRegister } from '../../../shared/adapters/aws/dynamo-register.ts';
import { makeDynamoRegisterMender } from '../../../shared/adapters/aws/dynamo-register-mender.ts';
import { makeRegisterOfTurn } from '../../../shared/adapters/aws/dynamo-register-of-turn.ts';
import {
  makeDynamoIdempotencyRecords,
  makeDynamoRegisterReader,
} from '../../../shared/adapters/aws/dynamo-register-reader.ts';
import { makeDynamoShelfVersions } from '../../../shared/adapters/aws/dynamo-shelf-versions.ts';
import { makeDynamoStatusPlaces } from '../../../shared/adapters/aws/dynamo-status-places.ts';
import {
  alwaysWriting,
  makeHoldTurn,
  makeWritingTurns,
} from '../../../shared/adapters/aws/dynamo-writing-turns.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import type { KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Register } from '../../../shared/ports/register.ts';
import type { WriterLease, WritingTurns } from '../../../shared/ports/writer-lease.ts';
import { digestOf } from '../digest-of.ts';
import { makeMarksInMemory } from './held-in-memory.ts';
import { type RegionName, toKey } from './replicator.ts';

export const registerTable = 'register';
/** What there is one of, beside the lease. */
export const onceTable = 'once';

/** What may be broken, to see that it would be found out. */
export interface Planted {
  /** Nobody mends. */
  readonly unmended?: boolean;
  /** Both Regions always write, as if there were no lease. */
  readonly unfenced?: boolean;
  /** Both Regions take places from lists of one name. */
  readonly sharedLists?: boolean;
  /** Each Region counts numbers by its own copy of the counter. */
  readonly ownCounters?: boolean;
  /** Versions of public files go on from this Region's own row, whoever's turn it is. */
  readonly flatVersions?: boolean;
  /** What was reserved in another turn is given up like any other. */
  readonly hasty?: boolean;
  /** Each Region looks for a request's key under a name of its own. */
  readonly ownKeys?: boolean;
  /** Nobody looks whether a request made two licences. */
  readonly unreported?: boolean;
  /** Nobody enters anew what came into an hour that was closed. */
  readonly unrooted?: boolean;
}

export interface RegionOptions {
  readonly name: RegionName;
  readonly client: DynamoDBClient;
  readonly lease: WriterLease;
  /** Where it is counted once for both, in the south. */
  readonly once: DynamoDBClient;
  readonly clock: { now(): Moment };
  /** Name of the journal of issuing. */
  readonly journal: string;
  readonly planted: Planted;
}

type Key = { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };

/** The keys of the register that a call writes. */
function keysOf(input: unknown): readonly string[] {
  const {
    TransactItems,
    TableName,
    Item,
    Key: key,
  } = input as {
    TransactItems?: TransactWriteItem[];
    TableName?: string;
    Item?: Key;
    Key?: Key;
  };
  const single = [{ Put: { TableName, Item }, Update: { TableName, Key: key } }];
  return ((TransactItems ?? single) as TransactWriteItem[]).flatMap(({ Put, Update, Delete }) =>
    [
      { table: Put?.TableName, at: Put?.Item },
      { table: Update?.TableName, at: Update?.Key },
      { table: Delete?.TableName, at: Delete?.Key },
    ].flatMap(({ table, at }) => (table === registerTable && at ? [toKey(at)] : [])),
  );
}

/** Two licences, whichever is named first. */
export const toPair = (ids: readonly string[]): string => ids.toSorted().join(' ');

/** One Region of the service: its register over its own engine, its turn, its mending. */
export function makeRegion(options: RegionOptions) {
  const { name, client, lease, once, clock, planted } = options;
  const touched = new Set<string>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isWrite = /^(TransactWrite|Put|Update|Delete)/.test(String(context.commandName));
      const answer = await next(args);
      if (isWrite) for (const key of keysOf(args.input)) touched.add(key);
      return answer;
    },
    { step: 'initialize', name: `watch-${name}`, override: true },
  );
  const table = { client, table: registerTable };
  const turns = planted.unfenced
    ? alwaysWriting({ region: name, epoch: 1 })
    : makeWritingTurns({ lease, clock, region: name });
  const mender = makeDynamoRegisterMender(table);
  /** Licences that were reported as made by one request. */
  const reported = new Set<string>();
  const register = makeDynamoRegister({ ...table, turns, journal: options.journal });
  const journal = { ...table, region: options.journal };
  return {
    ...{ name, clock, client, turns },
    hours: makeDynamoIssueHours(journal),
    journal: makeDynamoIssueJournal(journal),
    enterLateDigest: makeEnterLateDigest({
      ...{ turns, log: { note: () => undefined, alert: () => undefined } },
      late: planted.unrooted ? { enter: async () => 'in-time' } : makeDynamoLateDigests(journal),
    }),
    hold: makeHoldTurn({ lease, clock, region: name }),
    register: planted.hasty ? makeHasty(table, turns) : register,
    versions: makeDynamoShelfVersions({ ...table, ...(planted.flatVersions ? {} : { turns }) }),
    records: makeDynamoIdempotencyRecords(table),
    toKey: (key: KeyedRequest): KeyedRequest =>
      planted.ownKeys ? { ...key, keyDigest: `${name} ${key.keyDigest}` } : key,
    reader: makeDynamoRegisterReader(table),
    reported,
    mending: makeMendLicences({
      ...{ mender, turns, clock },
      doubled: planted.unreported
        ? { look: async () => undefined }
        : makeDynamoDoubledRequests({ ...table, clock }),
      log: {
        note: () => undefined,
        alert: (_event, { licence, other }) => reported.add(toPair([`${licence}`, `${other}`])),
      },
      marks: makeMarksInMemory(),
    }),
    /** A new container: it has no block of places or of numbers yet. */
    openContainer: () => ({
      places: makeDynamoStatusPlaces({
        ...{ ...table, clock, region: planted.sharedLists ? 'north' : name },
        digests: { digest: async (label, value) => digestOf(`${label} ${value}`) },
      }),
      sequences: planted.ownCounters
        ? makeDynamoNumberSequences(table)
        : makeDynamoNumberSequences(table, { client: once, table: onceTable }),
    }),
    /** What was written since it was last asked. */
    takeTouched(): ReadonlySet<string> {
      const taken = new Set(touched);
      touched.clear();
      return taken;
    },
  };
}

export type Region = ReturnType<typeof makeRegion>;
export type Container = ReturnType<Region['openContainer']>;

/** Gives up at once what any turn reserved. */
function makeHasty(
  table: { readonly client: DynamoDBClient; readonly table: string },
  turns: WritingTurns,
): Register {
  const register = makeDynamoRegister({ ...table, turns, journal: 'north' });
  return {
    ...register,
    giveUp: async (giving) =>
      makeRegisterOfTurn({ ...table, ...(await turns.current()), journal: 'north' }).giveUp(giving),
  };
}
