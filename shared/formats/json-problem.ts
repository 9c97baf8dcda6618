import { Problem } from '../problem/problem.ts';
import type { JsonLimits } from './strict-json.ts';

/** A refusal that tells the place, never the content. */
export function toJsonProblem(limits: JsonLimits, reason: string, at?: number): Problem {
  const where = at === undefined ? {} : { detail: `at character ${at}` };
  return new Problem(limits.code ?? 'malformed', { reason, ...where });
}
