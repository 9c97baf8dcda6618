import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** A multi-Region ES256 key with one purpose; functions get the verbs that they need. */
export class SigningKey extends Key {
  constructor(scope: Construct, id: string, purpose: string) {
    super(scope, id, {
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      multiRegion: true,
      description: purpose,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  grantSigning(to: ServiceFunction): void {
    to.allow(['kms:Sign'], [this.keyArn], {
      StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' },
    });
  }

  grantPublicKey(to: ServiceFunction): void {
    to.allow(['kms:GetPublicKey'], [this.keyArn]);
  }
}

/** The multi-Region HMAC key behind holder links and other keyed digests. */
export class MacKey extends Key {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      multiRegion: true,
      description: 'keyed digests of holder codes',
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  grantDigesting(to: ServiceFunction): void {
    to.allow(['kms:GenerateMac'], [this.keyArn], {
      StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' },
    });
  }
}
