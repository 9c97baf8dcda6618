import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
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
  | 'token'
  | 'nonce'
  | 'mac'
  | 'code';

/** A multi-Region ES256 key with one purpose; functions get the verbs that they need. */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, purpose: KeyPurpose) {
    super(scope, id, {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      multiRegion: true,
      description: purpose,
      alias: `yinzheng-${purpose}`,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Tags.of(this).add(purposeTag, purpose);
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
export class MacKey extends Key {
  constructor(scope: Construct, id: string, purpose: KeyPurpose) {
    super(scope, id, {
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      multiRegion: true,
      description: purpose,
      alias: `yinzheng-${purpose}`,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Tags.of(this).add(purposeTag, purpose);
  }

  grantDigesting(to: ServiceFunction): void {
    to.allow(['kms:GenerateMac'], [this.keyArn], {
      StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
    });
  }
}
