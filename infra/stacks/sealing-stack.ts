import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { bundledFont } from '../bundle-assets.ts';
import { PrivateFiles } from '../constructs/private-files.ts';
import { sealKeys } from '../constructs/seal-keys.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
}

/** Records of stamps, of what they used a seal for, and of the requests that asked for them. */
const stampRecords = ['stamp#*', 'seal-use#*', 'idem#*'];
/** Marks of changes whose key is not settled yet. */
const unsettled = ['unsettled'];

/** Seals: their table, the sealing CA, and the only functions that may make and switch seal keys. */
export class SealingStack extends ZoneStack {
  readonly seals: ZoneTable;
  /** Documents to be sealed, and sealed ones; faces and uploads of the issuing zone lie beside them. */
  readonly files: PrivateFiles;

  constructor(scope: Construct, id: string, { directory, ...props }: Props) {
    super(scope, id, props);
    const { province } = this;
    this.seals = new ZoneTable(this, 'Seals', { stream: true, isGlobal: true });
    this.files = new PrivateFiles(this, 'Files');
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
    const list = new ServiceFunction(this, 'ListSeals', {
      handler: 'sealing/list-seals',
      environment,
    });
    for (const fn of [apply, show, change]) this.seals.grantReading(fn);
    for (const fn of [show, list]) this.seals.grantListing(fn, ['department#*']);
    this.seals.grantGathering(list, ['seal#*']);
    this.seals.grantRemoving(change, unsettled);
    this.addSettling(environment);
    this.addStamping(directory, environment);
    for (const fn of [apply, change]) {
      this.seals.grantPutting(fn);
      directory.grantReading(fn);
    }
    sealingCaKey.grantSigning(change);
    sealKeys.grantMaking(change);
    sealKeys.grantSwitching(change);
  }

  /** Stamps documents: signs with seal keys, reads no register, and writes its own records only. */
  private addStamping(
    directory: ZoneTable,
    environment: { provinceUrl: string; sealsTable: string },
  ): void {
    const stamp = new ServiceFunction(this, 'StampDocument', {
      handler: 'sealing/stamp-document',
      memoryMegabytes: 1769,
      environment: {
        ...environment,
        directoryTable: directory.tableName,
        filesBucket: this.files.bucketName,
        fontFile: bundledFont,
      },
    });
    this.seals.grantReading(stamp);
    this.seals.grantPutting(stamp, stampRecords);
    directory.grantReading(stamp);
    this.files.grantReading(stamp, ['uploads/document/*', 'stamped/*']);
    this.files.grantPutting(stamp, ['stamped/*']);
    sealKeys.grantSigning(stamp);
  }

  /** Brings keys to what their seals' states ask for, where a change was broken off. */
  private addSettling(environment: { provinceUrl: string; sealsTable: string }): void {
    const settle = new ServiceFunction(this, 'SettleKeys', {
      handler: 'sealing/settle-keys',
      timeoutSeconds: 60,
      environment,
    });
    this.seals.grantReading(settle);
    this.seals.grantListing(settle, unsettled);
    this.seals.grantRemoving(settle, unsettled);
    sealKeys.grantSwitching(settle);
    settle.callEvery(Duration.minutes(1));
  }
}
