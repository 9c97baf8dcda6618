import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';

interface Props extends StackProps {
  readonly province: Province;
  readonly directory: ZoneTable;
}

/** The tag that every seal key carries from its creation; issuing may sign with keys so tagged only. */
export const sealKeyTag = { key: 'yinzheng:purpose', value: 'seal' } as const;

/** Seals: their table, the sealing CA, and the only functions that may make and switch seal keys. */
export class SealingStack extends Stack {
  readonly seals: ZoneTable;
  readonly functions: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const { province, directory } = props;
    this.seals = new ZoneTable(this, 'Seals', {
      stream: true,
      replicaRegions: province.regions.slice(1),
    });
    const sealingCaKey = new SigningKey(this, 'SealingCaKey', 'sealing CA');
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
    for (const fn of [apply, show, change]) this.seals.grantLookUp(fn);
    for (const fn of [apply, change]) {
      this.seals.grantWriting(fn);
      directory.grantLookUp(fn);
    }
    sealingCaKey.grantSigning(change);
    grantSealKeys(change);
    this.functions = [apply, show, change];
  }
}

/** Make, find, enable and disable seal keys; never sign with them. */
function grantSealKeys(to: ServiceFunction): void {
  const tagged = { StringEquals: { [`aws:ResourceTag/${sealKeyTag.key}`]: sealKeyTag.value } };
  const requested = { StringEquals: { [`aws:RequestTag/${sealKeyTag.key}`]: sealKeyTag.value } };
  const aliases = Stack.of(to).formatArn({
    service: 'kms',
    resource: 'alias',
    resourceName: 'yinzheng-*',
  });
  const keys = to.allKeysArn('Seal keys are made at run time; tag conditions admit no other key.');
  to.explainWildcard('*', 'kms:CreateKey has no resource; the request must carry the seal tag.');
  to.explainWildcard(
    `arn:<AWS::Partition>:kms:${Stack.of(to).region}:<AWS::AccountId>:alias/yinzheng-*`,
    'An alias is named for its seal, which is made at run time.',
  );
  to.allow(['kms:CreateKey'], ['*'], requested);
  to.allow(['kms:TagResource'], [keys], requested);
  to.allow(['kms:CreateAlias'], [aliases]);
  to.allow(
    ['kms:CreateAlias', 'kms:DescribeKey', 'kms:GetPublicKey', 'kms:EnableKey', 'kms:DisableKey'],
    [keys],
    tagged,
  );
}
