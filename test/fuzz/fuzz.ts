import { Problem } from '../../shared/problem/problem.ts';
import { Chance, mutate } from './mutate.ts';

/** One parser under hostile input. */
export interface FuzzTarget {
  readonly name: string;
  /** Well-formed inputs; what is tried is made from them. */
  readonly seeds: readonly Uint8Array[];
  /** Makes a hostile input where bytes at random would not get far. */
  mutate?(seeds: readonly Uint8Array[], chance: Chance): Uint8Array;
  /** Reads one input. May throw a Problem, nothing else. */
  read(input: Uint8Array): unknown;
}

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
}

/** An input that did what none may do; `number` and the seed make it again. */
export interface FuzzFinding {
  readonly number: number;
  readonly what: string;
  /** Of the input, for a test. */
  readonly base64: string;
}

/** What came of one target. */
export interface FuzzReport extends FuzzOptions {
  readonly target: string;
  readonly accepted: number;
  readonly refused: number;
  readonly slowestMilliseconds: number;
  /** Heap that stayed behind after all of it, in MiB. */
  readonly keptMebibytes: number;
  readonly findings: readonly FuzzFinding[];
}

/** No input may take longer, in milliseconds. */
export const slowMilliseconds = 50;
const maxFindings = 20;

/** Accepted, refused with a Problem, or a finding. */
async function attempt(target: FuzzTarget, input: Uint8Array): Promise<'accepted' | 'refused'> {
  try {
    await target.read(input);
    return 'accepted';
  } catch (error) {
    if (error instanceof Problem) return 'refused';
    throw error;
  }
}

/** The least of a few tries: a pause of the machine is nobody's fault. */
async function slowness(target: FuzzTarget, input: Uint8Array): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let left = 5; left > 0; left -= 1) {
    const startedAt = performance.now();
    await attempt(target, input);
    least = Math.min(least, performance.now() - startedAt);
  }
  return least;
}

const heapMebibytes = () => {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** The seeds as they are: a target whose seeds are refused tries nothing but the first line of its parser. */
async function requireSeeds(target: FuzzTarget): Promise<void> {
  for (const seed of target.seeds) {
    if ((await attempt(target, seed)) === 'refused') {
      throw new Error(`${target.name}: a well-formed input is refused`);
    }
  }
}

interface Trial {
  readonly outcome?: 'accepted' | 'refused';
  readonly took: number;
  readonly what?: string;
}

/** One input: what came of it, how long it took at the least, and what is wrong with that. */
async function tryOne(target: FuzzTarget, input: Uint8Array): Promise<Trial> {
  const startedAt = performance.now();
  try {
    const outcome = await attempt(target, input);
    const first = performance.now() - startedAt;
    const took = first > slowMilliseconds ? await slowness(target, input) : first;
    return {
      outcome,
      took,
      ...(took > slowMilliseconds ? { what: `${Math.round(took)} ms` } : {}),
    };
  } catch (error) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { took: 0, what };
  }
}

/** Gives a parser `inputs` hostile inputs and says what it made of them. */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  await requireSeeds(target);
  const findings: FuzzFinding[] = [];
  const counts = { accepted: 0, refused: 0 };
  let slowestMilliseconds = 0;
  const heapBefore = heapMebibytes();
  for (let number = 0; number < options.inputs && findings.length < maxFindings; number += 1) {
    const chance = new Chance(Math.imul(options.seed, 0x9e3779b1) ^ number);
    const input = (target.mutate ?? mutate)(target.seeds, chance);
    const { outcome, took, what } = await tryOne(target, input);
    if (outcome !== undefined) counts[outcome] += 1;
    if (what !== undefined) {
      findings.push({ number, what, base64: Buffer.from(input).toString('base64') });
    }
    slowestMilliseconds = Math.max(slowestMilliseconds, took);
  }
  const kept = { slowestMilliseconds, keptMebibytes: heapMebibytes() - heapBefore };
  return { target: target.name, ...options, ...counts, ...kept, findings };
}
