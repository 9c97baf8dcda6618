import { useState } from 'preact/hooks';
import type { LicenceDraftAnswer } from '../../shared/api/licence-drafts.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { type Act, useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView, WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { issueTexts } from './issue-texts.ts';
import { PreviewFace } from './preview-face.tsx';

/** One draft, as the licence would be; whoever did not make it approves or rejects it. */
export function DraftView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, call, go } = context;
  const own = issueTexts[language];
  const [done, setDone] = useState<string>();
  const { value, fault, reload } = useLoaded<LicenceDraftAnswer>(call, `/v1/licence-drafts/${id}`);
  const isOwn = value?.draftedBy === context.clientId;
  const mayDecide = context.may('licences:approve') || (isOwn && context.may('licences:issue'));
  return (
    <>
      <ViewHeading text={own.draftHeading} />
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'drafts' })}>
          {texts.back}
        </button>
      </div>
      <div role="status">{done !== undefined && <p class="done">{done}</p>}</div>
      {value === undefined && <WaitingView texts={texts} fault={fault} onRetry={reload} />}
      {value !== undefined && done === undefined && (
        <>
          <DraftFacts {...context} draft={value} />
          {mayDecide && value.state === 'awaiting-approval' && (
            <Decision {...context} draft={value} isOwn={isOwn} onDone={setDone} />
          )}
        </>
      )}
    </>
  );
}

interface Known extends DeskContext {
  readonly draft: LicenceDraftAnswer;
}

function DraftFacts({ draft, ...context }: Known) {
  const { language } = context;
  const own = issueTexts[language];
  const { obstacle, preview } = draft;
  return (
    <>
      {obstacle !== undefined && (
        <p class="notice">
          {own.obstacle}
          {obstacle.code} {obstacle.reason ?? ''}
        </p>
      )}
      {preview !== undefined && <PreviewFace {...context} preview={preview} />}
      <SummaryList
        rows={toRows([
          [own.draftedBy, draft.draftedBy],
          [own.draftedAt, toLocalTime(draft.draftedAt, language)],
          [own.expiresAt, toLocalTime(draft.expiresAt, language)],
        ])}
      />
    </>
  );
}

interface DecisionProps extends Known {
  readonly isOwn: boolean;
  readonly onDone: (words: string) => void;
}

/** Approved as it was seen, or rejected with a reason: each is asked once more. */
function Decision(props: DecisionProps) {
  const { draft, isOwn, texts, language, call, onDone } = props;
  const own = issueTexts[language];
  const [asking, setAsking] = useState<'confirm' | 'reject'>();
  const act = useAct(call);
  const decide = async (what: 'confirmations' | 'rejections', body: object) => {
    const path = `/v1/licence-drafts/${draft.draftId}/${what}`;
    const answer = await act.run({ method: 'POST', path, body });
    if (answer !== undefined) onDone(what === 'confirmations' ? own.confirmed : own.rejected);
  };
  if (asking === 'confirm') {
    return (
      <Confirmation
        {...{ title: own.confirm, confirm: own.confirmSure, cancel: texts.cancel }}
        isBusy={act.isBusy}
        onConfirm={() => void decide('confirmations', { previewDigest: draft.previewDigest })}
        onCancel={() => setAsking(undefined)}
      >
        <p>{own.confirmWhy}</p>
        <RefusalView texts={texts} refusal={act.refusal} />
      </Confirmation>
    );
  }
  if (asking === 'reject') {
    return (
      <Rejection
        {...{ texts, own, act, onCancel: () => setAsking(undefined) }}
        onReject={(reason) => void decide('rejections', { reason })}
      />
    );
  }
  return (
    <>
      {isOwn && <p class="hint">{own.own}</p>}
      <div class="acts">
        {!isOwn && draft.previewDigest !== undefined && (
          <button type="button" class="act" onClick={() => setAsking('confirm')}>
            {own.confirm}
          </button>
        )}
        <button type="button" onClick={() => setAsking('reject')}>
          {isOwn ? own.takeBack : own.reject}
        </button>
      </div>
    </>
  );
}

interface RejectionProps {
  readonly texts: DeskContext['texts'];
  readonly own: (typeof issueTexts)['en'];
  readonly act: Act;
  readonly onReject: (reason: string) => void;
  readonly onCancel: () => void;
}

function Rejection({ texts, own, act, onReject, onCancel }: RejectionProps) {
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const reject = () => {
    const missing = reason.trim() === '';
    setErrors(missing ? [{ field: 'reject-reason', text: own.needReason }] : []);
    if (!missing) onReject(reason.trim());
  };
  return (
    <Confirmation
      {...{ title: own.reject, confirm: own.rejectSure, cancel: texts.cancel, onCancel }}
      isBusy={act.isBusy}
      onConfirm={reject}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <TextField
        {...{ id: 'reject-reason', label: own.rejectReason, hint: texts.reasonHint }}
        {...{ value: reason, isBad: errors.length > 0, onInput: setReason }}
      />
      <RefusalView texts={texts} refusal={act.refusal} />
    </Confirmation>
  );
}
