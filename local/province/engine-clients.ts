import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { makeDynamoClient } from '../../shared/adapters/aws/dynamo-client.ts';
import { makeKmsClient } from '../../shared/adapters/aws/kms-client.ts';
import { makeS3Client } from '../../shared/adapters/aws/s3-client.ts';
import { makeSqsClient } from '../../shared/adapters/aws/sqs-client.ts';

/** Addresses of the province's engines. */
export interface EngineEndpoints {
  readonly dynamodb: string;
  readonly streams: string;
  readonly kms: string;
  readonly sqs: string;
  readonly s3: string;
}

/** What the SDK reads from the environment to reach the engines; credentials are asked for but not checked. */
export function engineEnvironment(endpoints: EngineEndpoints): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: endpoints.streams,
    AWS_ENDPOINT_URL_KMS: endpoints.kms,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
  };
}

/** Filled in where the environment does not say otherwise. */
export const defaultEngineEnvironment = {
  AWS_REGION: 'cn-north-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
} as const;

/** Clients at the engines; the environment must be set before. */
export function makeEngineClients(environment: NodeJS.ProcessEnv) {
  return {
    dynamodb: makeDynamoClient(),
    streams: new DynamoDBStreamsClient({ maxAttempts: 3 }),
    kms: makeKmsClient({ maxAttempts: 1 }),
    sqs: makeSqsClient(),
    s3: makeS3Client(environment),
  };
}
