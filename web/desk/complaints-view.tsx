import { useState } from 'preact/hooks';
import type { ComplaintAnswer } from '../../shared/api/complaints.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { workTexts } from './work-texts.ts';

/** What holders have against uses by the department, each answered once. */
export function ComplaintsView(context: DeskContext) {
  const { texts, language, call } = context;
  const own = workTexts[language];
  const list = usePages<ComplaintAnswer>(call, '/v1/complaints', 'complaints');
  return (
    <>
      <ViewHeading text={own.complaints} />
      <p class="hint">{own.complaintsSay}</p>
      {list.value?.length === 0 && <p role="status">{own.noComplaints}</p>}
      {list.value?.map((one) => (
        <Complaint key={one.complaintId} {...context} one={one} onDone={list.reload} />
      ))}
      <ListEnd pages={list} texts={texts} />
    </>
  );
}

interface Props extends DeskContext {
  readonly one: ComplaintAnswer;
  readonly onDone: () => void;
}

function Complaint({ one, onDone, ...context }: Props) {
  const { language } = context;
  const own = workTexts[language];
  const { answer, purpose } = one;
  return (
    <section class="entry">
      <h3>
        {toLocalTime(one.madeAt, language)}
        <span class={`standing ${answer === undefined ? 'ended' : 'good'}`}>
          {answer === undefined ? own.waiting : own.answered}
        </span>
      </h3>
      <SummaryList
        rows={toRows([
          [own.words, one.words],
          [own.use, toLocalTime(one.usedAt, language)],
          [own.client, one.client],
          [own.purpose, [purpose.itemCode, purpose.words].filter(Boolean).join(' ')],
          [own.answer, answer === undefined ? '' : answer.words],
        ])}
      />
      {answer === undefined && <AnswerForm {...context} one={one} onDone={onDone} />}
    </section>
  );
}

/** Written, looked at again, given. */
function AnswerForm({ one, onDone, texts, language, call }: Props) {
  const own = workTexts[language];
  const [words, setWords] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [isAsking, setAsking] = useState(false);
  const act = useAct(call);
  const id = `answer-${one.complaintId}`;
  const send = async () => {
    const path = `/v1/complaints/${one.complaintId}/answers`;
    const answer = await act.run({ method: 'POST', path, body: { words: words.trim() } });
    setAsking(false);
    if (answer !== undefined) onDone();
  };
  if (isAsking) {
    return (
      <Confirmation
        {...{ title: own.answer, confirm: own.sure, cancel: texts.change, isBusy: act.isBusy }}
        onConfirm={() => void send()}
        onCancel={() => setAsking(false)}
      >
        <SummaryList rows={toRows([[own.answer, words.trim()]])} />
        <p>{own.sureWhy}</p>
      </Confirmation>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const isMissing = words.trim() === '';
        setErrors(isMissing ? [{ field: id, text: own.needAnswer }] : []);
        if (!isMissing) setAsking(true);
      }}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <TextField
        {...{ id, label: own.answer, hint: own.answerHint, value: words, onInput: setWords }}
        isBad={errors.length > 0}
      />
      <button type="submit" class="act">
        {own.next}
      </button>
    </form>
  );
}
