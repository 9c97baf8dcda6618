import { issueHourSeconds } from '../../../shared/domain/issue-hour.ts';
import type { IssueJournal } from '../../../shared/ports/issue-journal.ts';
import type { IssueRootRecord } from '../../../shared/ports/issue-root-records.ts';

/** What the next root is to be over. Seconds. */
export interface NextRoot {
  readonly from: number;
  readonly until: number;
  /** Which part of the hour's digests, from 0. */
  readonly part: number;
  readonly digests: readonly string[];
}

type Covered = Pick<IssueRootRecord, 'until' | 'part'>;

/** The digests under a root: a part of those of the last hour that it covers. */
export async function findDigests(
  journal: IssueJournal,
  { until, part }: Covered,
  maxSize: number,
): Promise<readonly string[]> {
  const all = await journal.digestsOf(until - issueHourSeconds);
  return all.slice(part * maxSize, (part + 1) * maxSize);
}

/** An hour with more digests than one root is over goes on in the next. */
async function findFurtherPart(
  journal: IssueJournal,
  latest: IssueRootRecord,
  maxSize: number,
): Promise<NextRoot | undefined> {
  if (latest.size < maxSize) return undefined;
  const { from, until } = latest;
  const part = latest.part + 1;
  const digests = await findDigests(journal, { until, part }, maxSize);
  return digests.length === 0 ? undefined : { from, until, part, digests };
}

/**
 * What comes after the latest root: the rest of its hour; or up to the end of the next hour that has
 * digests, empty hours before it included; or, where none has any, up to where all is closed.
 * Undefined while nothing more is closed.
 */
export async function findNextRoot(
  journal: IssueJournal,
  latest: IssueRootRecord | undefined,
  maxSize: number,
): Promise<NextRoot | undefined> {
  const closed = await journal.closedUntil();
  if (closed === undefined) return undefined;
  const rest = latest && (await findFurtherPart(journal, latest, maxSize));
  if (rest) return rest;
  const begin = latest?.until ?? 0;
  if (begin >= closed) return undefined;
  const hour = await journal.firstHour(begin, closed);
  const until = hour === undefined ? closed : hour + issueHourSeconds;
  const from = latest?.until ?? until - issueHourSeconds;
  const digests = hour === undefined ? [] : await findDigests(journal, { until, part: 0 }, maxSize);
  return { from, until, part: 0, digests };
}
