import {
  type Authorisation,
  type AuthorisationId,
  authorisationsPerDay,
  partiesOf,
  toVerifierText,
} from '../../domain/authorisation.ts';
import { civilDateOf } from '../../domain/civil-date.ts';
import type { Moment } from '../../domain/ids.ts';
import type {
  Authorisations,
  AuthorisationsQuery,
  AuthorisationWriter,
} from '../../ports/authorisations.ts';
import { holdingKeys } from './dynamo-holding-keys.ts';
import {
  countOne,
  type HoldingTable,
  readBodyOf,
  readNumberOf,
  toBodyItem,
} from './dynamo-holding-table.ts';
import { useDelegation } from './dynamo-leave-conditions.ts';
import { listThings, noteEnd } from './dynamo-listed-things.ts';
import { type RegisterItem, text, whole } from './dynamo-register-keys.ts';
import { putNew } from './dynamo-register-steps.ts';
import { toShowCode } from './dynamo-show-code-items.ts';

const daySeconds = 86_400;
/** Authorisations are kept for so long after their end: uses name them. */
const keptSeconds = 3 * 366 * daySeconds;
const mostCodesShown = 20;

/** An authorisation with what the conditions of a redemption ask about. */
export function toAuthorisationItem(one: Authorisation): RegisterItem {
  const { id, uses, withdrawnAt: _, ...body } = one;
  return toBodyItem(holdingKeys.authorisation(id), 'authorisation', {
    body,
    uses: whole(uses),
    maxUses: whole(one.maxUses),
    from: whole(one.from),
    until: whole(one.until),
    verifier: text(toVerifierText(one.verifier)),
    itemCode: text(one.purpose.itemCode),
    deleteAfterSeconds: whole(Math.floor(one.until / 1000) + keptSeconds),
  });
}

/** Reads an authorisation item. */
export function toAuthorisation(item: RegisterItem): Authorisation {
  const body = readBodyOf<Omit<Authorisation, 'id' | 'uses'>>(item);
  const id = item['pk']?.S?.slice('authorisation#'.length) as AuthorisationId;
  const withdrawnAt = readNumberOf(item, 'withdrawnAt') as Moment | undefined;
  const withdrawn = withdrawnAt === undefined ? {} : { withdrawnAt };
  return { ...body, id, uses: readNumberOf(item, 'uses') ?? 0, ...withdrawn };
}

/** All that keeping an authorisation puts: itself (at 0), the day's count (at 1), the delegation's use (at 2) where there is one, a line for each party. */
export function toKeepingItems(table: HoldingTable, one: Authorisation) {
  const today = civilDateOf(one.madeAt);
  const forgetAtSeconds = Math.floor(one.madeAt / 1000) + 2 * daySeconds;
  const counted = holdingKeys.count(`authorisations#${one.holder.digest}`, today);
  return [
    putNew(table, toAuthorisationItem(one)),
    countOne(table, counted, { most: authorisationsPerDay, forgetAtSeconds }),
    ...(one.delegation === undefined ? [] : [useDelegation(table, one.delegation, one.madeAt)]),
    ...partiesOf(one).map((digest) =>
      putNew(table, {
        ...holdingKeys.listedAuthorisation(digest, one.id),
        kind: text('listed-authorisation'),
        deleteAfterSeconds: whole(Math.floor(one.until / 1000) + keptSeconds),
      }),
    ),
  ];
}

async function list(table: HoldingTable, { party, after, limit }: AuthorisationsQuery) {
  const query = { partition: holdingKeys.authorisationsOf(party), after, limit };
  const how = { toKey: holdingKeys.authorisation, read: toAuthorisation };
  const { things: authorisations, ...rest } = await listThings(table, query, how);
  return { authorisations, ...rest };
}

/** Authorisations in the holding zone's table, read. */
export function makeDynamoAuthorisations(table: HoldingTable): Authorisations {
  return {
    async find(id) {
      const item = await table.find(holdingKeys.authorisation(id));
      return item && toAuthorisation(item);
    },
    async listCodes(id) {
      const partition = holdingKeys.ofAuthorisation(id);
      const query = { partition, limit: mostCodesShown, newestFirst: true };
      const { items } = await table.page(query);
      return items.filter((item) => item['kind']?.S === 'show-code').map(toShowCode);
    },
    list: (query) => list(table, query),
  };
}

/** Authorisations in the holding zone's table, written. */
export function makeDynamoAuthorisationWriter(table: HoldingTable): AuthorisationWriter {
  return {
    async keep({ authorisation, key, answer }) {
      const items = toKeepingItems(table, authorisation);
      const at = authorisation.madeAt;
      const outcome = await table.writeKeyed({ key, answer, at, items });
      if (outcome === 'landed') return 'kept';
      if (outcome === 'key-used') return 'key-used';
      if (outcome.refusedAt.includes(1)) return 'too-many';
      if (authorisation.delegation !== undefined && outcome.refusedAt.includes(2)) {
        return 'delegation-over';
      }
      throw new Error('a new authorisation id is taken already');
    },
    withdraw: (id, at) =>
      noteEnd(table, holdingKeys.authorisation(id), { name: 'withdrawnAt', at }),
  };
}
