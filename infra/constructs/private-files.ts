import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { fileLives } from '../../shared/config/file-lives.ts';
import { zoneOf } from '../stacks/zone-stack.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * Files that are not public, each under a name that nobody can guess: uploads, faces, annotated copies,
 * stamped documents. Uploads, copies and the files of bulk jobs go when their time is over; the others are
 * made again when they are gone, from what the tables hold.
 */
export class PrivateFiles extends Bucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...fileLives.map(({ prefix, days }) => ({
          prefix,
          expiration: Duration.days(days),
          noncurrentVersionExpiration: Duration.days(1),
        })),
      ],
      // pages put parts themselves
      cors: [
        {
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: [zoneOf(scope).province.url],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
    });
    acknowledge(this, 'AwsSolutions', { S1: logReason });
    acknowledge(this, 'NIST.800.53.R5', {
      S3BucketLoggingEnabled: logReason,
      S3BucketReplicationEnabled:
        'Uploads are used within days; faces and stamped documents can be made again.',
      S3DefaultEncryptionKMS:
        'Reached by the functions and by addresses they sign; encrypted by S3, and there is no key of ours to lose.',
    });
  }

  /** Also to sign addresses for reading. The list of names too: without it S3 says "denied" of a file that is not there. */
  grantReading(to: ServiceFunction, paths: readonly string[]): void {
    this.allowObjects(to, 's3:GetObject', paths);
    to.allow(['s3:ListBucket'], [this.bucketArn]);
  }

  /** Also in parts, and to sign addresses for putting. */
  grantPutting(to: ServiceFunction, paths: readonly string[]): void {
    this.allowObjects(to, 's3:PutObject', paths);
  }

  private allowObjects(to: ServiceFunction, action: string, paths: readonly string[]): void {
    for (const path of paths) {
      const reason = 'Names are random; the path says whose.';
      to.explainWildcard(`${this.nameIn(Stack.of(to))}/${path}`, reason);
      to.allow([action], [this.arnForObjects(path)]);
    }
  }

  /** How findings call this bucket's ARN in a stack: by what another one imports, or by its own name. */
  private nameIn(stack: Stack): string {
    const own = Stack.of(this);
    if (stack === own) return `<${own.getLogicalId(this.node.defaultChild as CfnBucket)}.Arn>`;
    const imported = own.resolve(own.exportValue(this.bucketArn)) as { 'Fn::ImportValue': string };
    return imported['Fn::ImportValue'];
  }
}

const logReason =
  'Who reads what is recorded by the service, which signs every address; the names are secret.';
