import type { DynamoDBRecord } from 'aws-lambda';
import { type FactRef, factOf, waitingFactOf } from '../domain/fact.ts';

/** What a stream's record says that others are told of, or that begins to wait for somebody. */
export function findFact({ dynamodb }: DynamoDBRecord): FactRef | undefined {
  const { Keys, NewImage } = dynamodb ?? {};
  const write = {
    pk: Keys?.['pk']?.S ?? '',
    sk: Keys?.['sk']?.S ?? '',
    seq: NewImage?.['seq']?.N,
    state: NewImage?.['state']?.S,
  };
  return factOf(write) ?? waitingFactOf(write);
}
