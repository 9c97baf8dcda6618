import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { featuresOf } from '../partition.ts';
import type { Province } from '../province.ts';
import { zoneOf } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';
import { replicateShelf } from './shelf-replication.ts';

/** Public files whose address is their path on the shelf; sheets are found by digest, which takes the service. */
export const directlyServed = [
  'status-lists/*',
  'trust-list',
  'issue-roots/*',
  '.well-known/jwt-vc-issuer',
  'offline-kit',
  'offline-kit/*',
] as const;

/** The shelf's name in a Region: the other Region's replication goes by it. */
export const shelfName = ({ slug }: Province, region: string) =>
  `yinzheng-${slug}-shelf-${region}-${Aws.ACCOUNT_ID}`;

/** Where public signed files lie: every version kept (of a kit's parts, which are copies, for three days), reached through the service or CloudFront only. */
export class PublicShelf extends Bucket {
  constructor(scope: Construct, id: string) {
    const { province, region } = zoneOf(scope);
    super(scope, id, {
      bucketName: shelfName(province, region),
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'KitParts',
          prefix: 'offline-kit/parts/',
          expiration: Duration.days(3),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          id: 'PreparedLeaves',
          prefix: 'issue-roots/prepared/',
          expiration: Duration.days(30),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    });
    acknowledge(this, 'AwsSolutions', { S1: logReason });
    acknowledge(this, 'NIST.800.53.R5', {
      S3BucketLoggingEnabled: logReason,
      S3DefaultEncryptionKMS:
        'Everything on it is public; a key would only be one more thing to lose.',
    });
    const other = province.regions.find((one) => one !== region);
    if (other === undefined) {
      acknowledge(this, 'NIST.800.53.R5', { S3BucketReplicationEnabled: oneRegionReason });
    } else {
      replicateShelf(this, { own: shelfName(province, region), other: shelfName(province, other) });
    }
    if (featuresOf(region).cloudFront) this.letCloudFrontRead();
  }

  /** The list of names too: without it S3 says "denied" of a file that is not there, instead of "no such". */
  grantReading(to: ServiceFunction): void {
    this.allowObjects(to, 's3:GetObject', '*');
    to.allow(['s3:ListBucket'], [this.bucketArn]);
  }

  /** @param paths patterns of what it publishes */
  grantPublishing(to: ServiceFunction, paths: readonly string[]): void {
    for (const path of paths) this.allowObjects(to, 's3:PutObject', path);
  }

  private allowObjects(to: ServiceFunction, action: string, path: string): void {
    if (path.includes('*')) {
      const logicalId = Stack.of(this).getLogicalId(this.node.defaultChild as CfnBucket);
      const reason = 'The shelf holds nothing but public files, found by their path.';
      to.explainWildcard(`<${logicalId}.Arn>/${path}`, reason);
    }
    to.allow([action], [this.arnForObjects(path)]);
  }

  /** By account, not by distribution: that one stands behind this bucket in the order of stacks. */
  private letCloudFrontRead(): void {
    const distributions = Stack.of(this).formatArn({
      service: 'cloudfront',
      region: '',
      resource: 'distribution',
      resourceName: '*',
    });
    const allow = (action: string, resources: string[]) =>
      this.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
          actions: [action],
          resources,
          conditions: { ArnLike: { 'aws:SourceArn': distributions } },
        }),
      );
    allow(
      's3:GetObject',
      directlyServed.map((path) => this.arnForObjects(path)),
    );
    allow('s3:ListBucket', [this.bucketArn]);
  }
}

const logReason = 'All files are public and signed; who fetched which is not to be recorded.';
const oneRegionReason =
  'Everything on it is made from the tables, signed, and made again on the clock.';
