import { partsOfLicenceId } from '../../domain/identifier.ts';
import type { LicenceId } from '../../domain/ids.ts';
import type { FoundLicences } from '../../ports/found-licences.ts';
import { listHolderLicences } from './dynamo-holder-licences.ts';
import { registerKeys } from './dynamo-register-keys.ts';
import { gatherItems, type ReaderOptions, readHeads } from './dynamo-register-reader.ts';

/** Licences in the register's table, by their numbers and by the links that issuing writes for holders. */
export function makeDynamoFoundLicences(options: ReaderOptions): FoundLicences {
  return {
    async findByNumber(keys) {
      const items = await gatherItems(options, keys.map(registerKeys.number));
      const ids = items.map((item) => item['licenceId']?.S as LicenceId);
      return readHeads(options, [...new Set(ids)]);
    },
    listByHolder: ({ department, ...query }) =>
      listHolderLicences(options, query, (id) => partsOfLicenceId(id).issuer === department),
  };
}
