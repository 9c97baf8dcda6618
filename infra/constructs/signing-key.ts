import { CfnParameter, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnAlias, CfnReplicaKey, Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { zoneOf } from '../stacks/zone-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** The tag that says what a key is for; rights over seal keys, which are made at run time, go by it. */
export const purposeTag = 'yinzheng:purpose';

/** What the province's own keys are for: tag and alias, by which the ceremony finds them. Never `seal`. */
export type KeyPurpose =
  | 'root'
  | 'sealing-ca'
  | 'status-signer'
  | 'list-signer'
  | 'receipt-signer'
  | 'trail-signer'
  | 'token'
  | 'nonce'
  | 'mac'
  | 'code'
  | 'webhook';

interface KeySort {
  readonly keySpec: KeySpec;
  readonly keyUsage: KeyUsage;
}

/** A multi-Region key with one purpose: made in the first Region, a replica of it in the standby Region. */
class ProvinceKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, of: KeySort & { readonly purpose: KeyPurpose }) {
    super(scope, id);
    this.keyArn = zoneOf(this).isStandby ? this.replicate(of.purpose) : this.make(of);
    Tags.of(this).add(purposeTag, of.purpose);
  }

  private make({ purpose, ...sort }: KeySort & { readonly purpose: KeyPurpose }): string {
    const key = new Key(this, 'Default', {
      ...sort,
      multiRegion: true,
      description: purpose,
      alias: `yinzheng-${purpose}`,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return key.keyArn;
  }

  /** Same key material, same id; KMS makes it from the first one, of which only the operator knows the id. */
  private replicate(purpose: KeyPurpose): string {
    const primary = new CfnParameter(this, 'Primary', {
      description: `ARN of the key ${purpose} in the first Region`,
      allowedPattern: '^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/mrk-.+$',
    });
    const replica = new CfnReplicaKey(this, 'Resource', {
      primaryKeyArn: primary.valueAsString,
      description: purpose,
      keyPolicy: new PolicyDocument({ statements: [ruledByRoles] }),
    });
    replica.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnAlias(this, 'Alias', {
      aliasName: `alias/yinzheng-${purpose}`,
      targetKeyId: replica.attrKeyId,
    });
    return replica.attrArn;
  }
}

/** As of keys that CDK makes: who may do what is said by roles. */
const ruledByRoles = new PolicyStatement({
  principals: [new AccountRootPrincipal()],
  actions: ['kms:*'],
  resources: ['*'],
});

/** A multi-Region ES256 key with one purpose; functions get the verbs that they need. */
export class SigningKey extends ProvinceKey {
  constructor(scope: Construct, id: string, purpose: KeyPurpose) {
    const sort = { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY };
    super(scope, id, { ...sort, purpose });
  }

  /** Digests only, so that what is signed was made by us. */
  grantSigning(to: ServiceFunction): void {
    to.allow(['kms:Sign'], [this.keyArn], { StringEquals: digestsOnly });
  }

  grantPublicKey(to: ServiceFunction): void {
    to.allow(['kms:GetPublicKey'], [this.keyArn]);
  }
}

/** Conditions of every right to sign: ES256 over a given digest. */
export const digestsOnly = {
  'kms:SigningAlgorithm': 'ECDSA_SHA_256',
  'kms:MessageType': 'DIGEST',
} as const;

/** A multi-Region HMAC key: keyed digests of what must not be found out by trying. */
export class MacKey extends ProvinceKey {
  constructor(scope: Construct, id: string, purpose: KeyPurpose) {
    const sort = { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC };
    super(scope, id, { ...sort, purpose });
  }

  grantDigesting(to: ServiceFunction): void {
    to.allow(['kms:GenerateMac'], [this.keyArn], {
      StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
    });
  }
}
