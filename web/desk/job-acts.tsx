import { useState } from 'preact/hooks';
import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { type AskedJobState, mayBecome } from '../../shared/domain/bulk-job.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { fill } from '../kit/fill.ts';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import { bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';

interface Props extends DeskContext {
  readonly job: BulkIssueAnswer;
  readonly onDone: () => void;
}

/** Does it wait for a second person? */
const isHeld = ({ state, approval, approvedBy }: BulkIssueAnswer) =>
  state === 'checked' && approval !== undefined && approvedBy === undefined;

/** What is asked; who approves says which file they saw. */
function toAsked(job: BulkIssueAnswer, to: AskedJobState) {
  const isSeen = to === 'running' && isHeld(job) && job.fileDigest !== undefined;
  return { to, ...(isSeen ? { fileDigest: job.fileDigest } : {}) };
}

const mayStart = (job: BulkIssueAnswer, may: DeskContext['may']) =>
  job.state === 'checked' && (!isHeld(job) || may('licences:approve'));

/** What can be done with a batch now; starting is asked once more. */
export function JobActs({ job, onDone, texts, language, call, may }: Props) {
  const own = bulkTexts[language];
  const [isAsking, setAsking] = useState(false);
  const act = useAct(call);
  if (!(may('licences:issue') || may('licences:approve'))) return null;
  const become = async (to: AskedJobState) => {
    const path = `/v1/bulk-issues/${job.jobId}/state-changes`;
    const answer = await act.run({ method: 'POST', path, body: toAsked(job, to) });
    setAsking(false);
    if (answer !== undefined) onDone();
  };
  if (isAsking) {
    const rows = (job.check?.rows ?? 0) - (job.check?.rejected ?? 0);
    return (
      <Confirmation
        {...{ title: own.start, confirm: own.startSure, cancel: texts.cancel }}
        isBusy={act.isBusy}
        onConfirm={() => void become('running')}
        onCancel={() => setAsking(false)}
      >
        <p>{fill(own.startWhy, { rows: String(rows) })}</p>
      </Confirmation>
    );
  }
  return (
    <>
      <RefusalView texts={texts} refusal={act.refusal} />
      {isHeld(job) && <p class="hint">{own.held}</p>}
      <div class="acts">
        {mayStart(job, may) && (
          <button type="button" class="act" onClick={() => setAsking(true)}>
            {own.start}
          </button>
        )}
        {job.state === 'paused' && (
          <button type="button" class="act" onClick={() => void become('running')}>
            {own.go}
          </button>
        )}
        {mayBecome(job.state, 'paused') && (
          <button type="button" onClick={() => void become('paused')}>
            {own.pause}
          </button>
        )}
        {mayBecome(job.state, 'cancelled') && (
          <button type="button" onClick={() => void become('cancelled')}>
            {own.cancelJob}
          </button>
        )}
      </div>
    </>
  );
}
