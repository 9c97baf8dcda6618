import type { ClientId } from '../../shared/domain/ids.ts';
import { spokenFindingDigits, toShownCode, toSpokenSecret } from '../../shared/domain/show-code.ts';
import { readBase64url } from '../../shared/formats/base64url.ts';
import type { CodeKeeping } from '../../shared/ports/show-codes.ts';
import type { KeyedDigests } from '../../shared/ports/signing-keys.ts';

/** What a code that was shown or read out is found by. */
export interface CodeDigests {
  ofShown(code: string): Promise<CodeKeeping['finder']>;
  ofSpoken(digits: string, counter: ClientId): Promise<CodeKeeping['finder']>;
  /** A code that follows from its seed and our key: made again, never kept. */
  makeShown(seed: string): Promise<string>;
  /** @param finding two digits */
  makeSpoken(seed: string, finding: string): Promise<string>;
}

/** By a MAC key good for nothing else: who reads the table learns no code, and no seven digits by trying. */
export function makeCodeDigests(digests: KeyedDigests): CodeDigests {
  return {
    ofShown: async (code) => ({ mac: await digests.digest('shown-code', code) }),
    ofSpoken: async (digits, counter) => ({
      counter,
      digits: digits.slice(0, spokenFindingDigits),
      secretMac: await digests.digest('spoken-code', `${counter} ${digits}`),
    }),
    makeShown: async (seed) => toShownCode(await digests.digest('show-code', seed)),
    makeSpoken: async (seed, finding) =>
      `${finding}${toSpokenSecret(readBase64url(await digests.digest('show-code', seed)))}`,
  };
}
