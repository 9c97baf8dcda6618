import type { AskedDelegation } from '../../../shared/api/delegations.ts';
import type { DelegationId } from '../../../shared/domain/authorisation.ts';
import type { Delegation } from '../../../shared/domain/delegation.ts';
import { checkHolderCode, toHolderText } from '../../../shared/domain/holder-code.ts';
import type { HolderDigest, Moment } from '../../../shared/domain/ids.ts';
import { invalid } from '../../../shared/domain/reading.ts';
import { timedIdBytes, toTimedId } from '../../../shared/domain/timed-id.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { DelegationWriter } from '../../../shared/ports/delegations.ts';
import type { IdempotencyRecords, StoredAnswer } from '../../../shared/ports/idempotency.ts';
import type { RandomBytes } from '../../../shared/ports/random.ts';
import type { KeyedDigests } from '../../../shared/ports/signing-keys.ts';
import { type CheckAuthorisationPorts, checkLicences, readPeriod } from '../check-authorisation.ts';
import { tooManyToday } from '../day-limit.ts';
import { toDelegationAnswer } from '../delegation-answer.ts';
import {
  answerOnce,
  type HolderCall,
  toKeyedRequest,
  toMaskedDigest,
  type WrittenAnswer,
} from '../keyed-request.ts';

export interface DelegatePorts extends Pick<CheckAuthorisationPorts, 'licences'> {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly records: IdempotencyRecords;
  readonly writer: Pick<DelegationWriter, 'keep'>;
  /** By the key that the register's holder links are made with. */
  readonly digests: KeyedDigests;
}

export type Delegate = (call: HolderCall, asked: AskedDelegation) => Promise<WrittenAnswer>;

/** Whom it is for: somebody else than the holder, by a code that is one of its type. */
async function readDelegate(
  { digests }: DelegatePorts,
  { delegate }: AskedDelegation,
  holder: HolderDigest,
): Promise<HolderDigest> {
  const fault = checkHolderCode(delegate.codeType, delegate.code);
  if (fault !== undefined) throw invalid('/delegate/code', fault);
  const digest = (await digests.digest('holder', toHolderText(delegate))) as HolderDigest;
  if (digest === holder) throw invalid('/delegate/code', 'not-allowed');
  return digest;
}

async function toDelegation(
  ports: DelegatePorts,
  { holder }: HolderCall,
  { asked, now }: { readonly asked: AskedDelegation; readonly now: Moment },
): Promise<Delegation> {
  const { licences, itemCodes, maxUses } = asked;
  const period = readPeriod(asked, now);
  const delegate = await readDelegate(ports, asked, holder.digest);
  const whole = licences.map((licenceId) => ({ licenceId, items: [] }));
  await checkLicences(ports, holder.digest, whole);
  return {
    id: toTimedId('delegation', now, ports.random(timedIdBytes)) as DelegationId,
    holder: { digest: holder.digest, name: holder.name },
    madeBy: holder.person,
    delegate: { digest: delegate },
    ...{ licences, itemCodes, maxUses, ...period },
    uses: 0,
    madeAt: now,
  };
}

/**
 * Offers somebody to give authorisations in the holder's place: for some licences and purposes, so many
 * times, for a while. It is worth nothing until they accept it in their own login.
 * @throws Problem `request-invalid`, `rate-limited`, `idempotency-mismatch`
 */
export function makeDelegate(ports: DelegatePorts): Delegate {
  const { clock, digests, records, writer } = ports;
  return async (call, asked) => {
    const now = clock.now();
    const requestDigest = await toMaskedDigest(digests, 'delegation-request', call);
    const key = { ...toKeyedRequest(call, now), requestDigest };
    return answerOnce(records, { key, now }, async () => {
      const delegation = await toDelegation(ports, call, { asked, now });
      const body = toDelegationAnswer(delegation, call.holder.digest, now);
      const location = `/v1/me/delegations/${delegation.id}`;
      const answer: StoredAnswer = { status: 201, location, body };
      const outcome = await writer.keep({ delegation, key, answer });
      if (outcome === 'too-many') throw tooManyToday(now);
      return outcome === 'key-used' ? outcome : answer;
    });
  };
}
