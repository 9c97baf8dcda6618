import type { LossAnswer } from '../../../shared/api/loss-reports.ts';
import { isLicenceId, readLicenceId } from '../../../shared/domain/identifier.ts';
import type { HolderDigest, LicenceId, Moment } from '../../../shared/domain/ids.ts';
import type { Grounds } from '../../../shared/domain/licence.ts';
import { askedChange } from '../../../shared/domain/licence-state.ts';
import { standingReporter, toReporter } from '../../../shared/domain/loss-report.ts';
import { toRfc3339 } from '../../../shared/domain/moment.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { HolderLicences } from '../../../shared/ports/holder-licences.ts';
import type { IdempotencyRecords, KeyedRequest } from '../../../shared/ports/idempotency.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { LicenceChange, LicenceHead, Register } from '../../../shared/ports/register.ts';
import type { RegisterReader } from '../../../shared/ports/register-reader.ts';
import { Problem } from '../../../shared/problem/problem.ts';
import { findEarlier, type WrittenAnswer } from '../keyed-request.ts';

/** What reporting a loss needs from outside. */
export interface ReportLossPorts {
  readonly clock: Clock;
  readonly register: Pick<Register, 'changeState'>;
  readonly reader: Pick<RegisterReader, 'listEntries'>;
  readonly licences: Pick<HolderLicences, 'holds' | 'findHead'>;
  readonly records: IdempotencyRecords;
  readonly log: Log;
}

/** A holder's report about one licence. */
export interface LossReport {
  readonly holder: HolderDigest;
  /** As in the path. */
  readonly licenceId: string;
  readonly key: KeyedRequest;
  readonly what: 'lost' | 'found';
}

export type ReportLoss = (report: LossReport) => Promise<WrittenAnswer>;

const mostTries = 8;

/** What both reports rest on: the holder's own word. */
const grounds: Readonly<Record<LossReport['what'], Grounds>> = {
  lost: { legalBasis: '持证主体申报', reason: '挂失' },
  found: { legalBasis: '持证主体申报', reason: '解挂' },
};

/** Only the holder's own report may be lifted by the holder, and only while it is all that suspends the licence. */
async function requireOwnReport(
  { reader }: ReportLossPorts,
  head: LicenceHead,
  holder: HolderDigest,
): Promise<void> {
  const entries = await reader.listEntries(head.licenceId);
  const isOwn = standingReporter(entries) === toReporter(holder);
  const isOnly = entries.at(-1)?.lossReported === true;
  if (head.state !== 'suspended' || !isOwn || !isOnly) {
    throw new Problem('state-conflict', { reason: 'not-reported-lost' });
  }
}

function toChange(
  head: LicenceHead,
  { holder, key, what }: LossReport,
  now: Moment,
): LicenceChange {
  // nothing is reported lost twice
  const present = { ...head, lossReported: false };
  const change = askedChange(present, what === 'lost' ? 'suspended' : 'valid');
  if (change === undefined) throw new Problem('state-conflict', { reason: head.state });
  const at = Math.max(now, head.changedAt) as Moment;
  const { licenceId } = head;
  const body: LossAnswer = { licenceId, state: change.state, changedAt: toRfc3339(at) };
  return {
    ...{ ...change, head, key, at },
    grounds: grounds[what],
    lossReported: what === 'lost',
    answer: { status: 200, body },
    by: toReporter(holder),
  };
}

/** The head of one of the holder's own licences. */
async function findOwn(
  { licences }: ReportLossPorts,
  id: LicenceId,
  holder: HolderDigest,
): Promise<LicenceHead> {
  const [isOwn, head] = await Promise.all([licences.holds(holder, id), licences.findHead(id)]);
  if (!isOwn || head?.issuedAt === undefined) throw new Problem('not-found');
  return head;
}

async function tryOnce(
  ports: ReportLossPorts,
  report: LossReport,
  licenceId: LicenceId,
): Promise<WrittenAnswer | undefined> {
  const now = ports.clock.now();
  const head = await findOwn(ports, licenceId, report.holder);
  const earlier = await findEarlier(ports.records, report.key, now);
  if (earlier?.state === 'done') return { answer: earlier.answer, replayed: true };
  if (report.what === 'found') await requireOwnReport(ports, head, report.holder);
  const written = toChange(head, report, now);
  if ((await ports.register.changeState(written)) !== 'changed') return undefined;
  const { state } = written;
  ports.log.note('licence.state-changed', { licenceId, state, seq: head.seq + 1 });
  return { answer: written.answer, replayed: false };
}

/**
 * Suspends a licence because its holder reported it lost 挂失, or lifts that again 解挂. The holder asks;
 * this function of the issuing zone writes the register, and may do nothing else there.
 * @throws Problem `not-found`, `state-conflict`, `idempotency-mismatch`, `service-unavailable`
 */
export function makeReportLoss(ports: ReportLossPorts): ReportLoss {
  return async (report) => {
    if (!isLicenceId(report.licenceId)) throw new Problem('not-found');
    const licenceId = readLicenceId(report.licenceId);
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const written = await tryOnce(ports, report, licenceId);
      if (written !== undefined) return written;
    }
    throw new Problem('service-unavailable', { retryAfterSeconds: 1 });
  };
}
