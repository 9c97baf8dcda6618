import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Where public signed files lie: every version kept, reached through the service only. */
export class PublicShelf extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions::AwsSolutions-S1',
      reason: 'All files are public and signed; who fetched which is not to be recorded.',
    });
  }

  grantReading(to: ServiceFunction): void {
    this.allowObjects(to, 's3:GetObject');
  }

  grantPublishing(to: ServiceFunction): void {
    this.allowObjects(to, 's3:PutObject');
  }

  private allowObjects(to: ServiceFunction, action: string): void {
    const logicalId = Stack.of(this).getLogicalId(this.node.defaultChild as CfnBucket);
    to.explainWildcard(`<${logicalId}.Arn>/*`, 'The shelf holds nothing but public files.');
    to.allow([action], [this.arnForObjects('*')]);
  }
}
