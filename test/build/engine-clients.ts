import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { localClientConfig } from '../../local/engines/client-config.ts';

/** Clients at the engines of one test file. */
export function makeTestClients(endpoints: {
  readonly dynamodb: string;
  readonly objectsAndQueues: string;
}) {
  const objectsAndQueues = localClientConfig(endpoints.objectsAndQueues);
  return {
    dynamodb: new DynamoDBClient(localClientConfig(endpoints.dynamodb)),
    streams: new DynamoDBStreamsClient(localClientConfig(endpoints.dynamodb)),
    s3: new S3Client({ ...objectsAndQueues, forcePathStyle: true }),
    sqs: new SQSClient({ ...objectsAndQueues, useQueueUrlAsEndpoint: false }),
  };
}
