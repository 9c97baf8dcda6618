import { Problem } from '../../shared/problem/problem.ts';

/** Why a reader refused, `<code> <reason>`; undefined when it did not. Anything but a Problem fails the test. */
export function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return `${error.code} ${error.details.reason}`;
    throw error;
  }
}
