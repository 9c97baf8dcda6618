import type { Moment } from '../domain/ids.ts';
import { readRfc3339 } from '../domain/moment.ts';
import { gather, invalid, readObject, readString } from '../domain/reading.ts';

/** Body of `POST /v1/verifications`. Read by hand: the verify function carries no zod. */
export interface VerificationBody {
  /** SD-JWT VC, compact, as presented. */
  readonly credential: string;
  /** RFC 3339; the time asked about, now unless told. */
  readonly at?: Moment;
}

/** Largest body in bytes. */
export const maxVerificationBytes = 256 * 1024;

/**
 * Reads the body of a verification; unknown fields are refused.
 * @throws Problem `request-invalid` with one entry in `errors` a fault: `required`, `type`, `too-short`, `date`, `unknown`
 */
export function readVerificationBody(value: unknown): VerificationBody {
  const { credential, at } = readObject(value, '', ['credential', 'at']);
  return gather<VerificationBody>({
    credential: () => readCredentialText(credential),
    at: () => (at === undefined ? undefined : readRfc3339(at, '/at')) as Moment,
  });
}

function readCredentialText(value: unknown): string {
  const text = readString(value, '/credential');
  if (text === '') throw invalid('/credential', 'too-short');
  return text;
}
