import { Problem } from './problem.ts';

/**
 * What the attempt gives; undefined when it refuses what it was given.
 * @throws whatever else it throws: that is a fault of ours, and no refusal
 */
export function unlessRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
