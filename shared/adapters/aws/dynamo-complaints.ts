import {
  answerableFor,
  type Complaint,
  type ComplaintAnswer,
  type ComplaintCase,
  type ComplaintId,
} from '../../domain/complaint.ts';
import type { HolderDigest } from '../../domain/ids.ts';
import { momentOfTimedId } from '../../domain/timed-id.ts';
import type { UseRecord } from '../../domain/use-record.ts';
import type { Complaints } from '../../ports/complaints.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import { type HoldingTable, readBodyOf, toBodyItem } from './dynamo-holding-table.ts';
import type { RegisterItem } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';

/** Leads from the list of those who have to answer to the complaint. */
type Listed = Pick<Complaint, 'party' | 'useId'>;

/** These complaints, each with its answer; `undefined` where there is none. */
export async function gatherCases(
  table: Pick<HoldingTable, 'gather'>,
  wanted: readonly Listed[],
): Promise<readonly (ComplaintCase | undefined)[]> {
  const keys = wanted.map(({ party, useId }) => holdingKeys.complaint(party, useId));
  const found = (await table.gather(keys)).map((item) => item && readBodyOf<Complaint>(item));
  const made = found.filter((one) => one !== undefined);
  const said = await table.gather(made.map(({ id }) => holdingKeys.complaintAnswer(id)));
  const answers = new Map(made.map(({ id }, at) => [id, said[at]]));
  return found.map((complaint) => complaint && toCase(complaint, answers.get(complaint.id)));
}

function toCase(complaint: Complaint, said: RegisterItem | undefined): ComplaintCase {
  return said === undefined
    ? { complaint }
    : { complaint, answer: readBodyOf<ComplaintAnswer>(said) };
}

/** Complaints in the holding zone's table. */
export function makeDynamoComplaints(table: HoldingTable): Complaints {
  return {
    findUse: async (party, useId) => {
      const item = await table.find(holdingKeys.use(party, momentOfTimedId(useId), useId));
      return item && readBodyOf<UseRecord>(item);
    },
    async keep({ complaint, key, answer }) {
      const { id, party, useId, verifier, madeAt: at } = complaint;
      const listed: Listed = { party, useId };
      const listKey = holdingKeys.listedComplaint(answerableFor(verifier), id);
      const items = [
        putNew(
          table,
          toBodyItem(holdingKeys.complaint(party, useId), 'complaint', { body: complaint }),
        ),
        putNew(table, toBodyItem(listKey, 'complaint-listed', { body: listed })),
      ];
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'kept';
      return outcome === 'key-used' ? outcome : 'made';
    },
    async find(whose, id) {
      const item = await table.find(holdingKeys.listedComplaint(whose, id));
      if (item === undefined) return undefined;
      return (await gatherCases(table, [readBodyOf<Listed>(item)]))[0];
    },
    async list({ whose, after, limit }) {
      const partition = holdingKeys.complaintsOf(whose);
      const { items, end } = await table.page({ partition, after, limit, newestFirst: true });
      const found = await gatherCases(
        table,
        items.map((item) => readBodyOf<Listed>(item)),
      );
      const cases = found.filter((one) => one !== undefined);
      return end === undefined ? { cases } : { cases, end: end as ComplaintId };
    },
    async answer({ id, said, key, answer }) {
      const item = toBodyItem(holdingKeys.complaintAnswer(id), 'complaint-answer', { body: said });
      const items = [putNew(table, item)];
      const outcome = await table.writeKeyed({ key, answer, at: said.at, items });
      if (outcome === 'landed') return 'kept';
      return outcome === 'key-used' ? outcome : 'answered';
    },
  };
}

/** What a party has against these uses, by use. */
export async function findComplaintsAbout(
  table: Pick<HoldingTable, 'gather'>,
  party: HolderDigest,
  uses: readonly UseRecord[],
): Promise<ReadonlyMap<string, ComplaintCase>> {
  const found = await gatherCases(
    table,
    uses.map(({ id: useId }) => ({ party, useId })),
  );
  const cases = found.filter((one) => one !== undefined);
  return new Map(cases.map((one) => [one.complaint.useId, one]));
}
