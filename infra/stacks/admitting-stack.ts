import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey, SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import type { Province } from '../province.ts';

interface Props extends StackProps {
  readonly province: Province;
  readonly directory: ZoneTable;
}

/** Who may come in: tokens are minted and checked here, with keys good for nothing else. */
export class AdmittingStack extends Stack {
  readonly functions: readonly ServiceFunction[];
  readonly authoriser: ServiceFunction;
  readonly refusal: ServiceFunction;
  private readonly provinceUrl: string;
  private readonly directory: ZoneTable;
  private readonly admission: ZoneTable;
  private readonly tokenKey: SigningKey;
  private readonly nonceKey: MacKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.provinceUrl = props.province.url;
    this.directory = props.directory;
    this.admission = new ZoneTable(this, 'Admission', { stream: false, replicaRegions: [] });
    this.tokenKey = new SigningKey(this, 'TokenKey', 'access tokens');
    this.nonceKey = new MacKey(this, 'NonceKey');
    this.functions = [
      this.addIssueToken(),
      this.addRevokeToken(),
      this.addPlain('ShowMetadata', 'admitting/show-metadata'),
    ];
    this.authoriser = this.addAuthoriser();
    this.refusal = this.addPlain('RefuseRequest', 'admitting/refuse-request');
  }

  private addIssueToken(): ServiceFunction {
    const fn = this.addKnowing('IssueToken', 'admitting/issue-token', {
      nonceKey: this.nonceKey.keyArn,
    });
    this.tokenKey.grantSigning(fn);
    this.nonceKey.grantDigesting(fn);
    return fn;
  }

  private addRevokeToken(): ServiceFunction {
    const fn = this.addKnowing('RevokeToken', 'admitting/revoke-token');
    this.tokenKey.grantPublicKey(fn);
    return fn;
  }

  private addAuthoriser(): ServiceFunction {
    const fn = this.addKnowing('AuthoriseRequest', 'admitting/authorise-request', {
      nonceKey: this.nonceKey.keyArn,
    });
    this.admission.grantLookUp(fn);
    this.tokenKey.grantPublicKey(fn);
    this.nonceKey.grantDigesting(fn);
    return fn;
  }

  /** A function that looks clients up and writes down what was used or given up. */
  private addKnowing(id: string, handler: string, more: { nonceKey?: string } = {}) {
    const fn = new ServiceFunction(this, id, {
      handler,
      environment: {
        provinceUrl: this.provinceUrl,
        directoryTable: this.directory.tableName,
        admissionTable: this.admission.tableName,
        tokenKey: this.tokenKey.keyArn,
        ...more,
      },
    });
    this.directory.grantLookUp(fn);
    this.admission.grantWriting(fn);
    return fn;
  }

  /** A function that needs nothing but the province's address. */
  private addPlain(id: string, handler: string): ServiceFunction {
    return new ServiceFunction(this, id, {
      handler,
      environment: { provinceUrl: this.provinceUrl },
    });
  }
}
