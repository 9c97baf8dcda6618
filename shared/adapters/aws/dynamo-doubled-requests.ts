import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LicenceId } from '../../domain/ids.ts';
import { isEnded } from '../../domain/licence-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DoubledRequests } from '../../ports/doubled-requests.ts';
import { type MadeFor, toLicenceEntry, toLicenceHead } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys } from './dynamo-register-keys.ts';
import { readPartition } from './dynamo-register-mender.ts';

/** Where the register lies. */
export interface DynamoDoubledRequestsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly clock: Clock;
}

/** After so long nothing of a reservation is under way between the Regions. */
const longestOnTheWay = 7 * 86_400_000;

const isHead = (item: RegisterItem) => item['sk']?.S === 'head';

/** In which turn it was reserved, and when; undefined while that entry has not arrived. */
function findReserved(items: readonly RegisterItem[]) {
  const entries = items.filter((item) => item['sk']?.S?.startsWith('entry#'));
  const reserved = entries.find((item) => toLicenceEntry(item).state === 'reserved');
  if (reserved === undefined) return undefined;
  const [, , epoch] = (reserved['sk']?.S ?? '').split('#');
  return { epoch: Number(epoch), at: toLicenceEntry(reserved).at };
}

function readMadeFor(items: readonly RegisterItem[], id: LicenceId): MadeFor | undefined {
  const { sk } = registerKeys.version(id, 1);
  const first = items.find((item) => item['sk']?.S === sk?.S);
  return first?.['madeFor']?.S === undefined
    ? undefined
    : (JSON.parse(first['madeFor'].S) as MadeFor);
}

/** Doubled requests in the register table: a licence's first version beside what its key tells now. */
export function makeDynamoDoubledRequests(options: DynamoDoubledRequestsOptions): DoubledRequests {
  const isOver = async (id: LicenceId): Promise<boolean> => {
    const head = (await readPartition(options, id)).find(isHead);
    return head !== undefined && isEnded(toLicenceHead(head).state);
  };
  /** Whoever mends may list, and reads one item as a list of one. */
  const findNamed = async (made: MadeFor): Promise<LicenceId | undefined> => {
    const key = registerKeys.idempotency(made);
    const [item] = await readPartition(options, key.pk?.S ?? '');
    return item?.['licenceId']?.S as LicenceId | undefined;
  };
  /** What the key tells of, if it is another licence and both hold. */
  const findTwin = async (id: LicenceId, made: MadeFor): Promise<LicenceId | undefined> => {
    const named = await findNamed(made);
    if (named === undefined || named === id) return undefined;
    return (await isOver(id)) || (await isOver(named)) ? undefined : named;
  };
  return {
    async look(id, epoch) {
      const items = await readPartition(options, id);
      const made = readMadeFor(items, id);
      const reserved = findReserved(items);
      const now = options.clock.now();
      if (made === undefined || made.expiresAt <= now) return undefined;
      if (reserved === undefined || reserved.epoch === epoch) return undefined;
      const twin = await findTwin(id, made);
      if (twin !== undefined) return { twin };
      return reserved.at + longestOnTheWay > now ? {} : undefined;
    },
  };
}
