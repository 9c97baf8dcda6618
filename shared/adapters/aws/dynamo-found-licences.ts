import { partsOfLicenceId } from '../../domain/identifier.ts';
import type { LicenceId } from '../../domain/ids.ts';
import type { FoundLicences, OwnLicencesQuery } from '../../ports/found-licences.ts';
import type { HolderLicencesPage } from '../../ports/holder-licences.ts';
import { listHolderLinks } from './dynamo-holder-licences.ts';
import { registerKeys } from './dynamo-register-keys.ts';
import { gatherItems, type ReaderOptions, readHeads } from './dynamo-register-reader.ts';

const isOwn = (id: LicenceId, { department, types }: OwnLicencesQuery) => {
  const { issuer, type } = partsOfLicenceId(id);
  return issuer === department && types.includes(type);
};

/** Where behind an id the next of the department's own may lie: ids begin with type and department. */
function findNext(id: LicenceId, query: OwnLicencesQuery): string | undefined {
  if (isOwn(id, query)) return id;
  const places = query.types.map((type) => `${type}.${query.department}.`).toSorted();
  return places.find((place) => place > id);
}

/** Passes over links of other departments and types, and never stops at one: where a page ends is told. */
async function listOwn(
  options: ReaderOptions,
  query: OwnLicencesQuery,
): Promise<HolderLicencesPage> {
  const { holder, limit } = query;
  const own: LicenceId[] = [];
  let after: string | undefined = query.after;
  do {
    const links = await listHolderLinks(options, { holder, limit, ...(after && { after }) });
    own.push(...links.ids.filter((id) => isOwn(id, query)));
    after = links.end && findNext(links.end, query);
  } while (after !== undefined && own.length <= limit);
  const heads = await readHeads(options, own.slice(0, limit));
  const end = own[limit - 1];
  return own.length > limit && end ? { heads, end } : { heads };
}

/** Licences in the register's table, by their numbers and by the links that issuing writes for holders. */
export function makeDynamoFoundLicences(options: ReaderOptions): FoundLicences {
  return {
    async findByNumber(keys) {
      const items = await gatherItems(options, keys.map(registerKeys.number));
      const ids = items.map((item) => item['licenceId']?.S as LicenceId);
      return readHeads(options, [...new Set(ids)]);
    },
    listByHolder: (query) => listOwn(options, query),
  };
}
