import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';

/** What governs: the directory, and the root key, which no function may use (only the ceremony does). */
export class GoverningStack extends Stack {
  readonly directory: ZoneTable;

  constructor(scope: Construct, id: string, props: StackProps & { readonly province: Province }) {
    super(scope, id, props);
    this.directory = new ZoneTable(this, 'Directory', {
      stream: true,
      replicaRegions: props.province.regions.slice(1),
    });
    new SigningKey(this, 'RootKey', 'root of the province; used by the ceremony only');
  }
}
