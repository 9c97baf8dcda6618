import type { ProblemPageAnswer } from '../../../shared/api/about-service.ts';
import { catalogue, type ProblemCode } from '../../../shared/problem/catalogue.ts';
import { explanations } from '../../../shared/problem/explanations.ts';
import { Problem } from '../../../shared/problem/problem.ts';

const isCode = (text: string): text is ProblemCode => Object.hasOwn(catalogue, text);

/**
 * What a refusal means and what to do about it.
 * @throws Problem `not-found` for a code that was never published
 */
export function explainProblem(code: string, language: 'zh' | 'en'): ProblemPageAnswer {
  if (!isCode(code)) throw new Problem('not-found');
  const { status, [language]: title } = catalogue[code];
  return { code, status, title, ...explanations[code][language] };
}
