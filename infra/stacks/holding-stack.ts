import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly register: ZoneTable;
}

/** Of the register, what no holder has to do with: only licences and the links to a holder's own. */
const notOfHolders = [
  ...['idem#*', 'number#*', 'dept#*', 'reserved#*', 'draft#*', 'drafts#*', 'lease#*'],
  ...['issued#*', 'issue-gate#*', 'seal-use#*', 'lists', 'list#*'],
];

/** What holders decide: who may see which of their licences. Nothing here signs, or writes the register. */
export class HoldingStack extends ZoneStack {
  private readonly register: ZoneTable;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.register = props.register;
    this.addShowing();
  }

  private addShowing(): void {
    const show = new ServiceFunction(this, 'ShowOwnLicences', {
      handler: 'holding/show-own-licences',
      environment: { provinceUrl: this.province.url, registerTable: this.register.tableName },
    });
    this.register.grantReading(show, { except: notOfHolders });
    this.register.grantListing(show, ['holder#*']);
    this.register.grantGathering(show, { except: notOfHolders });
  }
}
