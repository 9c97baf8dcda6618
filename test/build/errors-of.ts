import { Problem } from '../../shared/problem/problem.ts';

/** The faults that a reader names, code by pointer. Fails when it refuses nothing. */
export function errorsOf(read: () => unknown): Record<string, string> {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'request-invalid') throw error;
    return Object.fromEntries((error.details.errors ?? []).map((one) => [one.pointer, one.code]));
  }
  throw new Error('nothing was refused');
}
