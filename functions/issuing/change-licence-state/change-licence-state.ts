import type { AskedStateChange, ChangedLicenceAnswer } from '../../../shared/api/licences.ts';
import type { ClientId, DepartmentCode, LicenceId, Moment } from '../../../shared/domain/ids.ts';
import { askedChange, type StateChange } from '../../../shared/domain/licence-state.ts';
import { standingReporter } from '../../../shared/domain/loss-report.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type {
  IdempotencyRecords,
  KeyedRequest,
  StoredAnswer,
} from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { LicenceChange, LicenceEntry, Register } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import {
  type DepartmentRequest,
  findEarlier,
  toKeyedRequest,
  type WrittenAnswer,
} from '../keyed-request.ts';
import { toHistoryAnswer } from '../licence-answer.ts';
import { findOwnHead, type IssuedHead, readOwnLicenceId } from '../own-licence.ts';

/** What changing a licence's state needs from outside. */
export interface ChangeLicenceStatePorts {
  readonly clock: Clock;
  readonly register: Register;
  readonly reader: RegisterReader;
  readonly records: IdempotencyRecords;
  readonly log: Log;
}

/** A department's request to change one licence. */
export interface ChangeRequest extends DepartmentRequest {
  /** As in the path. */
  readonly licenceId: string;
  /** The second person, of a change that many others go with. */
  readonly approvedBy?: ClientId;
}

/** Changes the state of one licence of the department's own. */
export type ChangeLicenceState = (
  request: ChangeRequest,
  asked: AskedStateChange,
) => Promise<WrittenAnswer>;

/** How often others may change the licence between our reading and our writing. */
const mostTries = 8;

function toAnswer(head: IssuedHead, { state }: StateChange, entry: LicenceEntry): StoredAnswer {
  const body: ChangedLicenceAnswer = {
    licenceId: head.licenceId,
    identifier: head.identifier,
    version: head.version,
    state,
    changedAt: toRfc3339(entry.at),
    entry: toHistoryAnswer(entry),
  };
  return { status: 200, body };
}

/** The change with all that is written with it; an entry is never older than the one before it. */
function toLicenceChange(
  head: IssuedHead,
  change: JudgedChange,
  by: Pick<AskedChange, 'asked' | 'key' | 'now' | 'approved'>,
): LicenceChange {
  const { legalBasis, reason } = by.asked;
  const { lossReported } = change;
  const entry = {
    seq: head.seq + 1,
    version: head.version,
    state: change.entry,
    at: Math.max(by.now, head.changedAt) as Moment,
    by: by.key.client,
    grounds: { legalBasis, reason },
    lossReported,
    ...by.approved,
  };
  const answer = toAnswer(head, change, entry);
  const { at, grounds } = entry;
  const who = { by: by.key.client, ...by.approved };
  return { ...change, ...who, head, grounds, lossReported, key: by.key, answer, at };
}

/** A change that is asked for, once read. */
interface AskedChange {
  readonly licenceId: LicenceId;
  readonly department: DepartmentCode;
  readonly asked: AskedStateChange;
  readonly key: KeyedRequest;
  readonly now: Moment;
  readonly approved: Pick<LicenceChange, 'approvedBy'>;
}

/** A change, and whether what the licence is suspended for then is a loss. */
interface JudgedChange extends StateChange {
  readonly lossReported: boolean;
}

/**
 * What the change is. A lift does not end the report of a holder silently: what is suspended for nothing
 * else stays so unless the request says that the report is lifted too, and of what a department suspended
 * on top of it only that is taken away.
 * @throws Problem `state-conflict`
 */
async function judge(
  reader: Pick<RegisterReader, 'listEntries'>,
  head: IssuedHead,
  { to, lossReported }: AskedStateChange,
): Promise<JudgedChange> {
  // a loss is entered once
  const change = askedChange(lossReported ? { ...head, lossReported: false } : head, to);
  if (change === undefined) throw new Problem('state-conflict', { reason: head.state });
  const isLift = to === 'valid' && head.state === 'suspended';
  if (!isLift || lossReported) return { ...change, lossReported: lossReported && !isLift };
  const isReported = standingReporter(await reader.listEntries(head.licenceId)) !== undefined;
  if (!isReported) return { ...change, lossReported: false };
  if (head.lossReported) throw new Problem('state-conflict', { reason: 'reported-lost' });
  const { state, status } = head;
  return { entry: state, state, status, lossReported: true };
}

/** Judges the change by what the licence is now and writes it; nothing when others were in between. */
async function tryOnce(
  { register, reader, records, log }: ChangeLicenceStatePorts,
  { licenceId, department, asked, key, now, approved }: AskedChange,
): Promise<WrittenAnswer | undefined> {
  const head = await findOwnHead(reader, licenceId, department);
  // read after the head, so that a change which this head shows already is found under its key
  const earlier = await findEarlier(records, key, now);
  if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
  const change = await judge(reader, head, asked);
  const written = toLicenceChange(head, change, { asked, key, now, approved });
  if ((await register.changeState(written)) !== 'changed') return undefined;
  const { state } = change;
  log.note('licence.state-changed', { licenceId, state, seq: head.seq + 1, clientId: key.client });
  return { answer: written.answer, replayed: false };
}

/**
 * Changes a licence's state: one transaction appends the entry, moves the head and says it in the
 * status list, if nobody has changed the licence since we read it; otherwise it is judged anew by what
 * the licence has become. Of requests with one key, one is written and all get its answer.
 * @throws Problem `not-found`, `state-conflict`, `idempotency-mismatch`, `service-unavailable`
 */
export function makeChangeLicenceState(ports: ChangeLicenceStatePorts): ChangeLicenceState {
  return async (request, asked) => {
    const { department, approvedBy } = request;
    const now = ports.clock.now();
    const licenceId = readOwnLicenceId(request.licenceId, department);
    const approved = approvedBy === undefined ? {} : { approvedBy };
    const change = {
      licenceId,
      department,
      asked,
      now,
      approved,
      key: toKeyedRequest(request, now),
    };
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const written = await tryOnce(ports, change);
      if (written !== undefined) return written;
    }
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  };
}
