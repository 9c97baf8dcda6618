import type { StoredAnswer } from '../ports/idempotency.ts';
import type { HttpResponse } from './http-message.ts';

/** The answer to a request that writes; a repeated one says so. */
export function toWrittenResponse({
  answer,
  replayed,
}: {
  readonly answer: StoredAnswer;
  readonly replayed: boolean;
}): HttpResponse {
  return {
    status: answer.status,
    headers: {
      ...(answer.location === undefined ? {} : { Location: answer.location }),
      ...(replayed ? { 'Idempotent-Replayed': 'true' } : {}),
    },
    body: answer.body,
  };
}
