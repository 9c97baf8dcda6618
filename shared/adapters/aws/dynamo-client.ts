import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { Problem } from '../../problem/problem.ts';
import { isOutOfReach } from './is-out-of-reach.ts';

/**
 * The DynamoDB client: short timeouts, three attempts. What stays out of reach is the Problem
 * `service-unavailable`, whether or not the request had its effect; all other errors are DynamoDB's own.
 */
export function makeDynamoClient(config: DynamoDBClientConfig = {}): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
    ...config,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        if (!isOutOfReach(error)) throw error;
        throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
      }
    },
    { name: 'outOfReach', step: 'initialize' },
  );
  return client;
}
