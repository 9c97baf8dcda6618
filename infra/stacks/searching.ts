import { ServiceFunction } from '../constructs/service-function.ts';
import type { MacKey } from '../constructs/signing-key.ts';
import type { ZoneTable } from '../constructs/zone-table.ts';
import type { ZoneStack } from './zone-stack.ts';

interface SearchingProps {
  readonly register: ZoneTable;
  readonly directory: ZoneTable;
  /** Behind the digests of holder codes, and of numbers that hold one. */
  readonly macKey: MacKey;
  readonly variables: Readonly<Record<'provinceUrl' | 'registerTable', string>>;
}

/** All that stands in the register beside heads, and the numbers that lead to them. */
const notOfSearching = [
  ...['idem#*', 'holder#*', 'dept#*', 'reserved#*', 'draft#*', 'drafts#*', 'lease#*'],
  ...['issued#*', 'issue-gate#*', 'seal-use#*', 'lists', 'list#*'],
  ...['upload#*', 'face#*', 'copy#*'],
];

/** Finds a department's licences by number and by holder: both are looked for as digests. */
export function addSearching(stack: ZoneStack, props: SearchingProps): void {
  const { register, directory, macKey, variables } = props;
  const search = new ServiceFunction(stack, 'SearchLicences', {
    handler: 'issuing/search-licences',
    environment: {
      ...variables,
      directoryTable: directory.tableName,
      macKey: macKey.keyArn,
    },
  });
  macKey.grantDigesting(search);
  directory.grantListing(search, ['department#*']);
  register.grantListing(search, ['holder#*']);
  register.grantGathering(search, { except: notOfSearching });
}
