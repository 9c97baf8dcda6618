import { useEffect } from 'preact/hooks';
import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { fill } from '../kit/fill.ts';
import { Progress } from '../kit/progress.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { toName, useTypes } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import { type BulkTexts, bulkTexts, bulkWords } from './bulk-texts.ts';
import { JobMark } from './bulk-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { JobActs } from './job-acts.tsx';
import { JobFacts } from './job-facts.tsx';
import { toJobReason } from './job-reason.ts';
import { JobResults } from './job-results.tsx';

const askAgainMilliseconds = 1500;
const moves = ({ state }: BulkIssueAnswer) => state === 'checking' || state === 'running';

/** One batch: what checking found, how far it is, and what became of the rows. */
export function JobView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, call, go } = context;
  const own = bulkTexts[language];
  const words = bulkWords[language];
  const types = useTypes(context.language);
  const path = `/v1/bulk-issues/${id}`;
  const { value, fault, turn, reload } = useLoaded<BulkIssueAnswer>(call, path);
  useEffect(() => {
    if (value === undefined || !moves(value)) return;
    const timer = setTimeout(reload, askAgainMilliseconds);
    return () => clearTimeout(timer);
    // an answer that did not come is no end: it may come the next time
  }, [turn]);
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'bulk' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <ViewHeading
            text={`${words.operation[value.operation]} · ${toName(types, value.type)}`}
          />
          <p role="status">
            <JobMark state={value.state} language={language} /> {toJobReason(value, language)}
          </p>
          <JobFacts {...context} job={value} />
          <JobProgress job={value} own={own} doneWord={words.done[value.operation]} />
          <JobCheck job={value} own={own} />
          <JobActs {...context} job={value} onDone={reload} />
          {value.counts !== undefined && <JobResults {...context} />}
        </>
      )}
    </>
  );
}

interface Props {
  readonly job: BulkIssueAnswer;
  readonly own: BulkTexts;
}

function JobProgress({
  job: { state, counts, pace },
  own,
  doneWord,
}: Props & { readonly doneWord: string }) {
  if (state === 'checking') return <Progress label={own.checking} />;
  if (counts === undefined) return null;
  const { rows, queued, issued, rejected, repeated } = counts;
  const done = rows - queued;
  const label = fill(own.progress, { done: String(done), rows: String(rows) });
  return (
    <>
      <Progress label={label} done={done} most={Math.max(rows, 1)} />
      {pace !== undefined && state === 'running' && (
        <p class="hint">{fill(own.left, { seconds: String(pace.secondsLeft) })}</p>
      )}
      <SummaryList
        rows={[
          { name: doneWord, value: String(issued) },
          { name: own.queued, value: String(queued) },
          { name: own.rejected, value: String(rejected) },
          { name: own.repeated, value: String(repeated) },
        ]}
      />
    </>
  );
}

function JobCheck({ job: { check }, own }: Props) {
  if (check === undefined) return null;
  return (
    <section>
      <h3>{own.check}</h3>
      <SummaryList
        rows={[
          { name: own.rows, value: String(check.rows) },
          { name: own.bad, value: String(check.rejected) },
          { name: own.repeated, value: String(check.repeated) },
        ]}
      />
      <ul class="rows">
        {check.faults.map(({ row, field, reason }) => (
          <li key={`${row}${field}`}>{fill(own.fault, { row: String(row), field, reason })}</li>
        ))}
      </ul>
    </section>
  );
}
