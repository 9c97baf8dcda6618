import type { JsonObject } from '../formats/strict-json.ts';
import { catalogue } from '../problem/catalogue.ts';
import type { FieldError, Problem } from '../problem/problem.ts';
import { toChallenge } from './challenge.ts';
import { chooseLanguage, type Language, languageTags } from './choose-language.ts';
import type { HttpResponse } from './http-message.ts';

/** What a refusal's rendering depends on beside the refusal. */
export interface ProblemRendering {
  readonly acceptLanguage?: string | undefined;
  /** Put before `/problems/<code>`; nothing unless told, so that `type` is relative to the address asked. */
  readonly provinceUrl?: string | undefined;
  /** Words for the faults of fields, by code; without them only what the fault itself tells. */
  readonly fieldFaults?: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}

function toHeaders(problem: Problem, language: Language): Record<string, string> {
  const { retryAfterSeconds, allow } = problem.details;
  return {
    'Content-Type': 'application/problem+json',
    'Content-Language': languageTags[language],
    Vary: 'Accept-Language',
    ...(allow === undefined ? {} : { Allow: allow.join(', ') }),
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    ...toChallenge(problem),
  };
}

/** A fault of one field with words in the language of the answer, where there are any for its code. */
function toFieldError(
  { pointer, code, detail, subject }: FieldError,
  { fieldFaults }: ProblemRendering,
  language: Language,
): JsonObject {
  const words = fieldFaults?.[code]?.[language] ?? detail;
  const said = [words, subject].filter((part) => part !== undefined).join(': ');
  return { pointer, code, ...(said === '' ? {} : { detail: said }) };
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
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => toFieldError(error, rendering, language)) }),
  };
  return { status, headers: toHeaders(problem, language), body };
}
