import { useState } from 'preact/hooks';
import type { LicenceDraftAnswer } from '../../shared/api/licence-drafts.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import { Decision } from './decision.tsx';
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
            <DraftDecision {...context} draft={value} isOwn={isOwn} onDone={setDone} />
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

function DraftDecision({ draft, isOwn, texts, language, call, onDone }: DecisionProps) {
  const own = issueTexts[language];
  const act = useAct(call);
  const { draftId, previewDigest } = draft;
  const decide = async (what: 'confirmations' | 'rejections', body: object) => {
    const path = `/v1/licence-drafts/${draftId}/${what}`;
    const answer = await act.run({ method: 'POST', path, body });
    if (answer !== undefined) onDone(what === 'confirmations' ? own.confirmed : own.rejected);
  };
  return (
    <Decision
      {...{ texts, act, isOwn, mayConfirm: previewDigest !== undefined }}
      words={isOwn ? { ...own, reject: own.takeBack } : own}
      onConfirm={() => void decide('confirmations', { previewDigest })}
      onReject={(reason) => void decide('rejections', { reason })}
    />
  );
}
