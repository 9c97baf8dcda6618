import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

/** Where what was proposed and asked stands: proposing writes nothing else. */
const proposing = ['proposals', 'idem#*'];
/** What a confirmed proposal may change: everything but the province's certificates, which the ceremony enters. */
const deciding = [
  ...proposing,
  'history#*',
  'department#*',
  'departments',
  'type#*',
  'types',
  'client#*',
  'provinces',
  'province-claims',
  'agreements',
];

/** What anybody may see of the directory: departments with what they may issue, licence types, other provinces and agreements; never clients. */
const open = ['department#*', 'departments', 'type#*', 'types', 'provinces', 'agreements'];

/** What governs: the directory, changed by two persons; and the root key, which no function may use. */
export class GoverningStack extends ZoneStack {
  readonly directory: ZoneTable;

  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id, props);
    this.directory = new ZoneTable(this, 'Directory', { stream: true, isGlobal: true });
    new SigningKey(this, 'RootKey', 'root');

    this.directory.grantPutting(this.addKnowing('ProposeChange', 'propose-change'), proposing);
    const decide = this.addKnowing('DecideProposal', 'decide-proposal');
    this.directory.grantPutting(decide, deciding);
    this.directory.grantChanging(decide, ['department#*']);
    this.addKnowing('InspectDirectory', 'inspect-directory');
    this.addKnowing('ShowDirectory', 'show-directory', open);
  }

  /** A function that reads the directory, or some of it. */
  private addKnowing(id: string, name: string, partitions?: readonly string[]): ServiceFunction {
    const fn = new ServiceFunction(this, id, {
      handler: `governing/${name}`,
      environment: {
        provinceUrl: this.province.url,
        directoryTable: this.directory.tableName,
      },
    });
    this.directory.grantReading(fn, partitions);
    this.directory.grantListing(fn, partitions);
    return fn;
  }
}
