import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';

/** The SQS client: short timeouts, three attempts; the endpoint is the environment's, not the queue address's host. */
export function makeSqsClient(config: SQSClientConfig = {}): SQSClient {
  return new SQSClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
    useQueueUrlAsEndpoint: false,
    ...config,
  });
}
