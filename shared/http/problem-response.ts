import type { JsonObject } from '../formats/strict-json.ts';
import { catalogue } from '../problem/catalogue.ts';
import type { Problem } from '../problem/problem.ts';
import { toChallenge } from './challenge.ts';
import type { HttpResponse } from './http-message.ts';

type Language = 'zh' | 'en';

/** What a refusal's rendering depends on beside the refusal. */
export interface ProblemRendering {
  readonly acceptLanguage?: string | undefined;
  /** Put before `/problems/<code>`; nothing unless told, so that `type` is relative to the address asked. */
  readonly provinceUrl?: string | undefined;
}

const languageRange =
  /^\s*(zh|en)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?$/i;

/** The language asked for with the highest weight; Chinese when neither is. @see RFC 9110 section 12.5.4 */
function chooseLanguage(acceptLanguage = ''): Language {
  let best: { readonly language: Language; readonly weight: number } = {
    language: 'zh',
    weight: 0,
  };
  for (const range of acceptLanguage.slice(0, 512).split(',')) {
    const [, language, weight = '1'] = languageRange.exec(range) ?? [];
    if (language === undefined || Number(weight) <= best.weight) continue;
    best = { language: language.toLowerCase() as Language, weight: Number(weight) };
  }
  return best.language;
}

function toHeaders(problem: Problem, language: Language): Record<string, string> {
  const { retryAfterSeconds, allow } = problem.details;
  return {
    'Content-Type': 'application/problem+json',
    'Content-Language': language === 'zh' ? 'zh-Hans' : 'en',
    ...(allow === undefined ? {} : { Allow: allow.join(', ') }),
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...toChallenge(problem),
  };
}

/**
 * A refusal as a problem document: `type`, `title`, `status`, and what else the refusal tells.
 * @see RFC 9457
 */
export function toProblemResponse(
  problem: Problem,
  rendering: ProblemRendering = {},
): HttpResponse {
  const language = chooseLanguage(rendering.acceptLanguage);
  const { status, [language]: title } = catalogue[problem.code];
  const { reason, detail, errors } = problem.details;
  const body: JsonObject = {
    type: `${rendering.provinceUrl ?? ''}/problems/${problem.code}`,
    title,
    status,
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error })) }),
  };
  return { status, headers: toHeaders(problem, language), body };
}
