import type { Construct } from 'constructs';
import { sealKeys } from '../constructs/seal-keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
}

/** Seals: their table, the sealing CA, and the only functions that may make and switch seal keys. */
export class SealingStack extends ZoneStack {
  readonly seals: ZoneTable;

  constructor(scope: Construct, id: string, { directory, ...props }: Props) {
    super(scope, id, props);
    const { province } = this;
    this.seals = new ZoneTable(this, 'Seals', { stream: true, isGlobal: true });
    const sealingCaKey = new SigningKey(this, 'SealingCaKey', 'sealing-ca');
    const environment = { provinceUrl: province.url, sealsTable: this.seals.tableName };

    const apply = new ServiceFunction(this, 'ApplyForSeal', {
      handler: 'sealing/apply-for-seal',
      environment: { ...environment, directoryTable: directory.tableName },
    });
    const show = new ServiceFunction(this, 'ShowSeal', {
      handler: 'sealing/show-seal',
      environment,
    });
    const change = new ServiceFunction(this, 'ChangeSealState', {
      handler: 'sealing/change-seal-state',
      environment: {
        ...environment,
        directoryTable: directory.tableName,
        provinceName: province.name,
        sealingCaKey: sealingCaKey.keyArn,
      },
    });
    for (const fn of [apply, show, change]) this.seals.grantReading(fn);
    for (const fn of [apply, change]) {
      this.seals.grantPutting(fn);
      directory.grantReading(fn);
    }
    sealingCaKey.grantSigning(change);
    sealKeys.grantMaking(change);
    sealKeys.grantSwitching(change);
  }
}
