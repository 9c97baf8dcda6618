import type { HistoryEntry } from '../../domain/proposal.ts';
import type { DirectoryBootstrap, DirectoryHistory } from '../../ports/directory-proposals.ts';
import { historyKey, toChangeWrites, toHistoryWrite } from './dynamo-directory-changes.ts';
import { makeDynamoGrantRevisions } from './dynamo-directory-proposals.ts';
import {
  DirectoryTable,
  type DynamoDirectoryOptions,
  toContent,
  toItem,
} from './dynamo-directory-table.ts';
import { sendTransaction } from './dynamo-transaction.ts';

/** The history in the directory's table: `history#<subject>` · `<moment>#<proposal, or ceremony>`. */
export function makeDynamoDirectoryHistory(options: DynamoDirectoryOptions): DirectoryHistory {
  const table = new DirectoryTable(options);
  return {
    async page(subject, query) {
      const { items, ...next } = await table.part({ pk: `history#${subject}`, ...query });
      return { entries: items.map((one) => toContent<HistoryEntry>(one)), ...next };
    },
  };
}

interface NotedTranscript {
  readonly transcript: string;
  readonly at: number;
}

const transcripts = 'province#transcripts';

/** What the ceremony enters; transcripts are noted under `history#province#transcripts`. */
export function makeDynamoDirectoryBootstrap(options: DynamoDirectoryOptions): DirectoryBootstrap {
  const { client, table } = options;
  const reader = new DirectoryTable(options);
  const { revisionOf } = makeDynamoGrantRevisions(options);
  return {
    async enter(change, at) {
      const { kind, after } = change;
      const grantsRevision =
        kind === 'entitlement' ? await revisionOf(after.department, after.type) : 0;
      const answer = await sendTransaction(client, [
        toHistoryWrite(table, { at, change, by: 'ceremony' }),
        ...toChangeWrites({ table, change, grantsRevision }),
      ]);
      return answer === 'landed' ? 'entered' : 'changed';
    },
    async noteTranscript(digest, at) {
      const noted: NotedTranscript = { transcript: digest, at };
      const Item = toItem(historyKey(transcripts, at, digest), noted);
      const ConditionExpression = 'attribute_not_exists(pk)';
      await sendTransaction(client, [{ Put: { TableName: table, Item, ConditionExpression } }]);
    },
    async listTranscripts() {
      const items = await reader.list(`history#${transcripts}`);
      return items.map((one) => toContent<NotedTranscript>(one).transcript);
    },
  };
}
