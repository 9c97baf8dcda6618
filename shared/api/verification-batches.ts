import { readArray, readObject } from '../domain/reading.ts';

/** Most licences in one request. */
export const maxBatchItems = 1000;
/** Largest body in bytes: what is answered to it is larger, and has to pass the gateway too. */
export const maxBatchBytes = 3 * 1024 * 1024;

/**
 * Reads the body of a batch; what is wrong with one item is that item's problem, not the request's.
 * @throws Problem `request-invalid`: `required`, `type`, `too-few`, `too-many`, `unknown`
 */
export function readVerificationBatch(value: unknown): readonly unknown[] {
  const { items } = readObject(value, '', ['items']);
  return readArray(items, '/items', { min: 1, max: maxBatchItems });
}
