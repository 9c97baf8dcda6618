import type { ProblemCode } from './catalogue.ts';

/** One fault in what was sent: where (JSON pointer, RFC 6901) and which (stable code). Never carries the value. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail?: string;
  /** What of it, where that may be told: a single character, never the whole. */
  readonly subject?: string;
}

/** What may be told beside the code. Nothing here may hold personal data. */
export interface ProblemDetails {
  /** A stable finer code, for instance why an object is malformed. */
  readonly reason?: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** Methods offered, for `method-not-allowed`. */
  readonly allow?: readonly string[];
}

/** A refusal that a caller may see. Rendered once, in `shared/http`, as RFC 9457. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.reason ? `${code}: ${details.reason}` : code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
}
