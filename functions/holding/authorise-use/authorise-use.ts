import type { AskedAuthorisation } from '../../../shared/api/authorisations.ts';
import type {
  Authorisation,
  AuthorisationId,
  DelegationId,
} from '../../../shared/domain/authorisation.ts';
import type { Moment } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { isTimedId, timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { AuthorisationWriter } from '../../../shared/ports/authorisations.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Delegations } from '../../../shared/ports/delegations.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { toAuthorisationAnswer, toAuthorisationPath } from '../authorisation-answer.ts';
import {
  type CheckAuthorisationPorts,
  checkLicences,
  readPeriod,
  readVerifier,
} from '../check-authorisation.ts';
import { checkDelegated } from '../check-delegated.ts';
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
  readonly delegations: Pick<Delegations, 'find'>;
}

const delegationOver = () => new Problem('state-conflict', { reason: 'delegation-over' });

/** Gives leave to retrieve some of the holder's licences. */
export type AuthoriseUse = (call: HolderCall, asked: AskedAuthorisation) => Promise<WrittenAnswer>;

/** For whom leave is given: the caller, or who delegated it to the caller. */
async function findHolder(
  { delegations }: AuthoriseUsePorts,
  { holder }: HolderCall,
  { asked, now }: { readonly asked: AskedAuthorisation; readonly now: Moment },
): Promise<Pick<Authorisation, 'holder' | 'madeBy' | 'delegation'>> {
  const { digest, name, person } = holder;
  if (asked.delegation === undefined) return { holder: { digest, name }, madeBy: person };
  const found = isTimedId('delegation', asked.delegation)
    ? await delegations.find(asked.delegation as DelegationId)
    : undefined;
  if (found?.delegate.digest !== digest) throw invalid('/delegation', 'unknown');
  checkDelegated(found, asked, now);
  return { holder: found.holder, madeBy: { digest, name }, delegation: found.id };
}

async function toAuthorisation(
  ports: AuthoriseUsePorts,
  call: HolderCall,
  { asked, now }: { readonly asked: AskedAuthorisation; readonly now: Moment },
): Promise<Authorisation> {
  const { licences, purpose, maxUses, annotatedCopy } = asked;
  const period = readPeriod(asked, now);
  const parties = await findHolder(ports, call, { asked, now });
  const verifier = await readVerifier(ports, asked.verifier);
  const coHolders = await checkLicences(ports, parties.holder.digest, licences);
  return {
    id: toTimedId('authorisation', now, ports.random(timedIdBytes)) as AuthorisationId,
    ...parties,
    ...{ licences, coHolders, verifier, purpose, maxUses, annotatedCopy, ...period },
    uses: 0,
    madeAt: now,
  };
}

/**
 * Keeps a holder's leave: own licences, items that they have, a verifier that there is, for one purpose,
 * for a time, so many times.
 * @throws Problem `request-invalid`, `rate-limited`, `state-conflict`, `idempotency-mismatch`
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
      if (outcome === 'delegation-over') throw delegationOver();
      return outcome === 'key-used' ? 'key-used' : answer;
    });
  };
}
