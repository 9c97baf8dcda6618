import type { AskedAuthorisation } from '../../../shared/api/authorisations.ts';
import type { Authorisation, AuthorisationId } from '../../../shared/domain/authorisation.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { AuthorisationWriter } from '../../../shared/ports/authorisations.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { toAuthorisationAnswer, toAuthorisationPath } from '../authorisation-answer.ts';
import {
  type CheckAuthorisationPorts,
  checkLicences,
  readPeriod,
  readVerifier,
} from '../check-authorisation.ts';
import { tooManyToday } from '../day-limit.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';

export interface AuthoriseUsePorts extends CheckAuthorisationPorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly records: IdempotencyRecords;
  readonly writer: Pick<AuthorisationWriter, 'keep'>;
}

/** Gives leave to retrieve some of the holder's licences. */
export type AuthoriseUse = (call: HolderCall, asked: AskedAuthorisation) => Promise<WrittenAnswer>;

async function toAuthorisation(
  ports: AuthoriseUsePorts,
  { holder }: HolderCall,
  { asked, now }: { readonly asked: AskedAuthorisation; readonly now: Moment },
): Promise<Authorisation> {
  const { licences, purpose, maxUses, annotatedCopy } = asked;
  const period = readPeriod(asked, now);
  const { digest, name, person } = holder;
  const verifier = await readVerifier(ports, asked.verifier);
  await checkLicences(ports, digest, licences);
  return {
    id: toTimedId('authorisation', now, ports.random(timedIdBytes)) as AuthorisationId,
    holder: { digest, name },
    madeBy: person,
    ...{ licences, verifier, purpose, maxUses, annotatedCopy, ...period },
    uses: 0,
    madeAt: now,
  };
}

/**
 * Keeps a holder's leave: own licences, items that they have, a verifier that there is, for one purpose,
 * for a time, so many times.
 * @throws Problem `request-invalid`, `rate-limited`, `idempotency-mismatch`
 */
export function makeAuthoriseUse(ports: AuthoriseUsePorts): AuthoriseUse {
  const { clock, records, writer } = ports;
  return async (call, asked) => {
    const now = clock.now();
    const key = toKeyedRequest(call, now);
    return answerOnce(records, { key, now }, async () => {
      const authorisation = await toAuthorisation(ports, call, { asked, now });
      const body = toAuthorisationAnswer(authorisation, now);
      const location = toAuthorisationPath(authorisation.id);
      const answer: StoredAnswer = { status: 201, location, body };
      const outcome = await writer.keep({ authorisation, key, answer });
      if (outcome === 'too-many') throw tooManyToday(now);
      return outcome === 'key-used' ? 'key-used' : answer;
    });
  };
}
