import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge } from './acknowledge.ts';

/**
 * Whatever is put on this Region's shelf is copied by S3 to the other Region's; what came so is not
 * copied back, so both shelves may copy to each other. S3 asks that the other shelf is there: a
 * province's second Region is deployed for the first time with `-c replicate=no` in both.
 */
export function replicateShelf(
  shelf: Bucket,
  names: { readonly own: string; readonly other: string },
): void {
  if (shelf.node.tryGetContext('replicate') === 'no') {
    acknowledge(shelf, 'NIST.800.53.R5', {
      S3BucketReplicationEnabled: 'Deployed before the other shelf is there; from then on with it.',
    });
    return;
  }
  const toArn = (resource: string) =>
    Stack.of(shelf).formatArn({ service: 's3', region: '', account: '', resource });
  const other = toArn(names.other);
  (shelf.node.defaultChild as CfnBucket).replicationConfiguration = {
    role: makeRole(shelf, { own: toArn(names.own), other }).roleArn,
    rules: [
      {
        id: 'Shelf',
        priority: 1,
        status: 'Enabled',
        filter: { prefix: '' },
        deleteMarkerReplication: { status: 'Disabled' },
        destination: { bucket: other },
      },
    ],
  };
}

/** ARNs: of this one by its name, for the bucket itself names the role. */
interface Shelves {
  readonly own: string;
  readonly other: string;
}

/** Reads versions here and puts copies there: neither writes here nor deletes anything. */
function makeRole(shelf: Bucket, { own, other }: Shelves): Role {
  const statement = (actions: string[], ...resources: string[]) =>
    new PolicyStatement({ actions, resources });
  const replication = new PolicyDocument({
    statements: [
      statement(['s3:GetReplicationConfiguration', 's3:ListBucket'], own),
      statement(
        [
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionTagging',
        ],
        `${own}/*`,
      ),
      statement(['s3:ReplicateObject'], `${other}/*`),
    ],
  });
  const role = new Role(shelf, 'Replication', {
    assumedBy: new ServicePrincipal('s3.amazonaws.com'),
    inlinePolicies: { replication },
  });
  explainWildcards(role, [own, other]);
  return role;
}

function explainWildcards(role: Role, shelves: readonly string[]): void {
  const reason =
    'All of one shelf is copied to the other: public signed files, found by their path.';
  const names = shelves.map((arn) =>
    arn
      .replace(/\$\{Token\[AWS\.Partition\.\d+\]\}/, '<AWS::Partition>')
      .replace(/\$\{Token\[AWS\.AccountId\.\d+\]\}/, '<AWS::AccountId>'),
  );
  acknowledge(
    role,
    'AwsSolutions',
    Object.fromEntries(names.map((name) => [`IAM5[Resource::${name}/*]`, reason])),
  );
  acknowledge(role, 'NIST.800.53.R5', {
    IAMNoInlinePolicy: 'The role serves one rule of one shelf: an inline policy ends with it.',
  });
}
