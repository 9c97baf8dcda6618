import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';
import { sealKeyTag } from './sealing-stack.ts';

interface Props extends StackProps {
  readonly province: Province;
  readonly directory: ZoneTable;
  readonly seals: ZoneTable;
}

/** The register, and the functions that write it; one of them may sign with seal keys. */
export class IssuingStack extends Stack {
  readonly register: ZoneTable;
  readonly functions: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const { province, directory, seals } = props;
    this.register = new ZoneTable(this, 'Register', {
      stream: true,
      replicaRegions: province.regions.slice(1),
    });
    const macKey = new MacKey(this, 'MacKey');
    const environment = { provinceUrl: province.url, registerTable: this.register.tableName };
    const regionName = province.regions[0];

    const issue = new ServiceFunction(this, 'IssueLicence', {
      handler: 'issuing/issue-licence',
      environment: {
        ...environment,
        regionName,
        directoryTable: directory.tableName,
        sealsTable: seals.tableName,
        macKey: macKey.keyArn,
      },
    });
    directory.grantLookUp(issue);
    seals.grantLookUp(issue);
    macKey.grantDigesting(issue);
    grantSigningWithSeals(issue);

    const change = new ServiceFunction(this, 'ChangeLicenceState', {
      handler: 'issuing/change-licence-state',
      environment: { ...environment, regionName },
    });
    const show = new ServiceFunction(this, 'ShowLicence', {
      handler: 'issuing/show-licence',
      environment,
    });
    const list = new ServiceFunction(this, 'ListLicences', {
      handler: 'issuing/list-licences',
      environment,
    });
    this.functions = [issue, change, show, list];
    for (const fn of this.functions) this.register.grantLookUp(fn);
    for (const fn of [issue, change]) this.register.grantWriting(fn);
  }
}

/** Sign digests, and digests only, with keys that are tagged as seals'. */
function grantSigningWithSeals(to: ServiceFunction): void {
  const keys = to.allKeysArn(
    'Seal keys are made at run time; the tag condition admits no other key.',
  );
  to.allow(['kms:Sign'], [keys], {
    StringEquals: {
      [`aws:ResourceTag/${sealKeyTag.key}`]: sealKeyTag.value,
      'kms:SigningAlgorithm': 'ECDSA_SHA_256',
      'kms:MessageType': 'DIGEST',
    },
  });
}
