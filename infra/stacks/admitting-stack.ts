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

/** Who may come in: tokens are minted and checked here, with a key good for nothing else. */
export class AdmittingStack extends Stack {
  readonly functions: readonly ServiceFunction[];
  readonly authoriser: ServiceFunction;
  readonly refusal: ServiceFunction;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    const admission = new ZoneTable(this, 'Admission', { stream: false, replicaRegions: [] });
    const tokenKey = new SigningKey(this, 'TokenKey', 'access tokens');
    const provinceUrl = props.province.url;

    const issueToken = new ServiceFunction(this, 'IssueToken', {
      handler: 'admitting/issue-token',
      environment: {
        provinceUrl,
        directoryTable: props.directory.tableName,
        admissionTable: admission.tableName,
        tokenKey: tokenKey.keyArn,
      },
    });
    props.directory.grantLookUp(issueToken);
    admission.grantWriting(issueToken);
    tokenKey.grantSigning(issueToken);
    tokenKey.grantPublicKey(issueToken);

    this.authoriser = new ServiceFunction(this, 'AuthoriseRequest', {
      handler: 'admitting/authorise-request',
      environment: { provinceUrl, tokenKey: tokenKey.keyArn },
    });
    tokenKey.grantPublicKey(this.authoriser);

    this.refusal = new ServiceFunction(this, 'RefuseRequest', {
      handler: 'admitting/refuse-request',
      environment: { provinceUrl },
    });
    this.functions = [issueToken];
  }
}
