import { ServiceFunction } from '../constructs/service-function.ts';
import type { ZoneTable } from '../constructs/zone-table.ts';
import type { ZoneStack } from './zone-stack.ts';

interface WorkListProps {
  readonly register: ZoneTable;
  readonly jobs: ZoneTable;
  readonly seals: ZoneTable;
  readonly variables: Readonly<Record<'provinceUrl' | 'registerTable', string>>;
}

/** Shows departments what waits for their people: reads lists, and what stands in them. */
export function addWorkList(stack: ZoneStack, props: WorkListProps): void {
  const { register, jobs, seals, variables } = props;
  const work = new ServiceFunction(stack, 'ListWork', {
    handler: 'issuing/list-work',
    environment: {
      provinceUrl: variables.provinceUrl,
      registerTable: variables.registerTable,
      jobsTable: jobs.tableName,
      sealsTable: seals.tableName,
    },
  });
  register.grantListing(work, ['drafts#*']);
  register.grantGathering(work, ['draft#*']);
  jobs.grantListing(work, ['jobs#*']);
  jobs.grantReading(work, ['job#*']);
  seals.grantListing(work, ['department#*']);
  seals.grantGathering(work, ['seal#*']);
}
