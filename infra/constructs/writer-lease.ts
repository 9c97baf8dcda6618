import { Stack } from 'aws-cdk-lib';
import type { Province } from '../province.ts';
import type { ServiceFunction } from './service-function.ts';

/** The lease's table has a name of its own making: the other Region's functions go by it. */
export const leaseTableName = ({ slug }: Province) => `yinzheng-${slug}-writer-lease`;

/** What the functions that write go by in a province with two Regions; nothing in one with one. */
export class WriterLeaseAccess {
  private readonly province: Province;

  constructor(province: Province) {
    this.province = province;
  }

  /** In the standby Region, so that whoever loses sight of it is the one that writes. */
  private get region(): string | undefined {
    return this.province.regions[1];
  }

  get environment() {
    if (this.region === undefined) return {};
    return {
      regionNames: this.province.regions.join(),
      leaseTable: leaseTableName(this.province),
      leaseRegion: this.region,
    };
  }

  /** Renew the own turn; the clock's function, with the same right, also takes over. */
  grantHolding(by: ServiceFunction): void {
    if (this.region === undefined) return;
    const table = Stack.of(by).formatArn({
      service: 'dynamodb',
      region: this.region,
      resource: 'table',
      resourceName: leaseTableName(this.province),
    });
    by.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table]);
  }
}
