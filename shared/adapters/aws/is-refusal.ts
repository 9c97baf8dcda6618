import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** Did a single write's condition fail? It may be one of our own that landed before. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException;
