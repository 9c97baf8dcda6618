import type { Construct } from 'constructs';
import { toIdentityVariable } from '../../shared/config/identity-provider.ts';
import type { VariableName } from '../../shared/config/variables.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { MacKey, SigningKey } from '../constructs/signing-key.ts';
import { ZoneTable } from '../constructs/zone-table.ts';
import { type ZoneProps, ZoneStack } from './zone-stack.ts';

interface Props extends ZoneProps {
  readonly directory: ZoneTable;
  /** Behind the digests of holder codes: here a holder's code becomes a digest. */
  readonly macKey: MacKey;
}

type Environment = Partial<Record<VariableName, string>>;

/** Who may come in: tokens are minted and checked here, with keys good for nothing else. */
export class AdmittingStack extends ZoneStack {
  readonly authoriser: ServiceFunction;
  readonly refusal: ServiceFunction;
  private readonly directory: ZoneTable;
  private readonly admission: ZoneTable;
  private readonly tokenKey: SigningKey;
  private readonly nonceKey: MacKey;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id, props);
    this.directory = props.directory;
    this.admission = new ZoneTable(this, 'Admission', { stream: false, isGlobal: false });
    this.tokenKey = new SigningKey(this, 'TokenKey', 'token');
    this.nonceKey = new MacKey(this, 'NonceKey', 'nonce');
    this.addIssueToken();
    this.addRevokeToken();
    this.addPlain('ShowMetadata', 'admitting/show-metadata', this.identity);
    this.addPlain('DescribeApi', 'admitting/describe-api');
    this.addPlain('DescribeService', 'admitting/describe-service', this.commit());
    this.authoriser = this.addAuthoriser(props);
    this.refusal = this.addPlain('RefuseRequest', 'admitting/refuse-request');
  }

  private addIssueToken(): void {
    const fn = this.addKnowing('IssueToken', 'admitting/issue-token', {
      nonceKey: this.nonceKey.keyArn,
      ...this.identity,
    });
    this.tokenKey.grantSigning(fn);
    this.nonceKey.grantDigesting(fn);
  }

  private addRevokeToken(): void {
    const fn = this.addKnowing('RevokeToken', 'admitting/revoke-token');
    this.tokenKey.grantPublicKey(fn);
  }

  private addAuthoriser({ macKey }: Props): ServiceFunction {
    const fn = this.addKnowing('AuthoriseRequest', 'admitting/authorise-request', {
      nonceKey: this.nonceKey.keyArn,
      macKey: macKey.keyArn,
      ...this.identity,
    });
    macKey.grantDigesting(fn);
    this.admission.grantReading(fn);
    this.admission.grantChanging(fn, ['quota#*']);
    this.tokenKey.grantPublicKey(fn);
    this.nonceKey.grantDigesting(fn);
    return fn;
  }

  /** A function that looks clients up and writes down what was used or given up. */
  private addKnowing(id: string, handler: string, more: Environment = {}) {
    const fn = new ServiceFunction(this, id, {
      handler,
      environment: {
        provinceUrl: this.province.url,
        directoryTable: this.directory.tableName,
        admissionTable: this.admission.tableName,
        tokenKey: this.tokenKey.keyArn,
        ...more,
      },
    });
    this.directory.grantReading(fn);
    this.admission.grantPutting(fn);
    return fn;
  }

  /** Where holders log in. */
  private get identity(): Environment {
    return { identityProvider: toIdentityVariable(this.province.identityProvider) };
  }

  /** What is deployed, where whoever deploys says so: `-c commit=…`. */
  private commit(): Environment {
    const commit = this.node.tryGetContext('commit');
    return commit === undefined ? {} : { serviceCommit: String(commit) };
  }

  /** A function that needs nothing but the province's address. */
  private addPlain(id: string, handler: string, more: Environment = {}) {
    return new ServiceFunction(this, id, {
      handler,
      environment: { provinceUrl: this.province.url, ...more },
    });
  }
}
