import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly register: ZoneTable;
  readonly jobs: ZoneTable;
  readonly seals: ZoneTable;
  readonly outlet: ZoneTable;
}

/**
 * The issuing zone once more: shows departments what waits for their people, by lists and what stands in
 * them. Of its own, because it stands on the outlet too, and that zone stands on the register.
 */
export class WorkStack extends ZoneStack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const { register, jobs, seals, outlet, province } = props;
    const work = new ServiceFunction(this, 'ListWork', {
      handler: 'issuing/list-work',
      environment: {
        provinceUrl: province.url,
        shelfUrl: province.url,
        registerTable: register.tableName,
        jobsTable: jobs.tableName,
        sealsTable: seals.tableName,
        outletTable: outlet.tableName,
      },
    });
    register.grantListing(work, ['drafts#*']);
    register.grantGathering(work, ['draft#*']);
    jobs.grantListing(work, ['jobs#*']);
    jobs.grantReading(work, ['job#*']);
    seals.grantListing(work, ['department#*']);
    seals.grantGathering(work, ['seal#*']);
    outlet.grantListing(work, ['due-work#*']);
  }
}
