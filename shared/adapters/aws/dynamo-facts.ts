import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { BulkJobId } from '../../domain/bulk-job.ts';
import type {
  DepartmentCode,
  LicenceId,
  LicenceTypeCode,
  Moment,
  SealId,
  StatusListId,
} from '../../domain/ids.ts';
import type { LicenceState } from '../../domain/licence.ts';
import type { LicenceDraftId } from '../../domain/licence-draft.ts';
import type { DraftFact, Facts, RetrievalFact } from '../../ports/facts.ts';
import type { LicenceFace } from '../../ports/register.ts';
import { toBulkJob } from './dynamo-bulk-items.ts';
import { bulkKeys } from './dynamo-bulk-keys.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { readBodyOf } from './dynamo-holding-table.ts';
import { readText, readVersion, readWhole } from './dynamo-register-items.ts';
import { type RegisterItem, registerKeys, text } from './dynamo-register-keys.ts';
import { headKey, toSealHead } from './dynamo-seal-items.ts';

/** The tables where facts are written. */
export interface DynamoFactsOptions {
  readonly client: DynamoDBClient;
  readonly tables: Readonly<Record<'register' | 'seals' | 'holding' | 'jobs', string>>;
}

/** Attributes that the role may read, beside the keys; the stack grants these and no others. */
const read = {
  register: ['version', 'state', 'at', 'seq', 'versionKind', 'face', 'seal', 'statusList'],
  draft: ['state', 'department', 'type', 'draftedAt'],
  seals: ['content'],
  holding: ['body'],
  jobs: ['content', 'summary', 'state', 'changedAt', 'issued', 'rejected', 'repeated'],
} as const;

/** Reads one item, as far as its names go. */
function makeFind({ client, tables }: DynamoFactsOptions) {
  return async (what: keyof typeof read, key: RegisterItem) => {
    const table = what === 'draft' ? 'register' : what;
    const names = read[what];
    const command = new GetItemCommand({
      TableName: tables[table],
      Key: key,
      ConsistentRead: true,
      ProjectionExpression: names.map((name) => `#${name}`).join(', '),
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    });
    return (await client.send(command)).Item;
  };
}

/** Facts by single items and named attributes. */
export function makeDynamoFacts(options: DynamoFactsOptions): Facts {
  const find = makeFind(options);
  return {
    async findLicenceEntry(id, entry) {
      const item = await find('register', { pk: text(id), sk: text(entry) });
      const kind = item?.['versionKind']?.S;
      if (item === undefined) return undefined;
      const fact = toLicenceFact(item);
      const version = await find('register', registerKeys.version(id, fact.version));
      const sealId = version?.['seal']?.S as SealId | undefined;
      return {
        ...fact,
        ...(kind === undefined ? {} : { kind }),
        ...(sealId === undefined ? {} : { sealId }),
      };
    },
    async findStanding(id) {
      const item = await find('register', registerKeys.head(id as LicenceId));
      if (item === undefined) return undefined;
      const { validUntil } = JSON.parse(readText(item, 'face')) as LicenceFace;
      return {
        version: readVersion(item),
        state: readText(item, 'state') as LicenceState,
        ...(validUntil === undefined ? {} : { validUntil }),
      };
    },
    async findSeal(id) {
      const item = await find('seals', headKey(id as SealId));
      return item && toSealHead(item);
    },
    async findRetrieval(id) {
      const item = await find('holding', holdingKeys.made(id));
      return item && readBodyOf<RetrievalFact>(item);
    },
    async findDraft(id) {
      const item = await find('draft', registerKeys.draft(id as LicenceDraftId));
      return item && toDraftFact(item);
    },
    async findJob(id) {
      const item = await find('jobs', bulkKeys.head(id as BulkJobId));
      return item && toBulkJob(item);
    },
  };
}

const toLicenceFact = (item: RegisterItem) => ({
  version: readVersion(item),
  state: readText(item, 'state') as LicenceState,
  at: readWhole(item, 'at') as Moment,
  seq: readWhole(item, 'seq'),
  statusList: readText(item, 'statusList') as StatusListId,
});

const toDraftFact = (item: RegisterItem): DraftFact => ({
  state: readText(item, 'state') as DraftFact['state'],
  department: readText(item, 'department') as DepartmentCode,
  type: readText(item, 'type') as LicenceTypeCode,
  draftedAt: readWhole(item, 'draftedAt') as Moment,
});
