import { useState } from 'preact/hooks';
import type { ProposalSummaryBody } from '../../shared/api/directory.ts';
import { fill } from '../kit/fill.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import { Decision } from './decision.tsx';
import type { DeskContext } from './desk-context.ts';
import { listDifferences } from './list-differences.ts';
import { recognitionTexts } from './recognition-texts.ts';
import { typeTexts } from './type-texts.ts';

interface Proposal extends ProposalSummaryBody {
  readonly before: unknown;
  readonly after: unknown;
}

/** One change, as it is and as it would be; whoever did not propose it confirms or rejects it. */
export function ProposalView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, call, go, clientId, may } = context;
  const own = typeTexts[language];
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const { value, fault, reload } = useLoaded<Proposal>(call, `/v1/proposals/${id}`);
  const decide = async (what: 'confirmations' | 'rejections', body: object) => {
    const path = `/v1/proposals/${id}/${what}`;
    if ((await act.run({ method: 'POST', path, body })) !== undefined) setDone(own.done);
  };
  const isOpen = value?.state === 'open' && done === undefined;
  return (
    <>
      <ViewHeading text={own.proposal} />
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'proposals' })}>
          {texts.back}
        </button>
      </div>
      <div role="status">{done !== undefined && <p class="done">{done}</p>}</div>
      {value === undefined && <WaitingView texts={texts} fault={fault} onRetry={reload} />}
      {value !== undefined && <ProposalFacts proposal={value} language={language} />}
      {isOpen && may('directory:confirm') && (
        <Decision
          {...{ texts, act, words: own, isOwn: value.proposedBy === clientId, mayConfirm: true }}
          onConfirm={() => void decide('confirmations', {})}
          onReject={(reason) => void decide('rejections', { reason })}
        />
      )}
    </>
  );
}

interface FactsProps extends Pick<DeskContext, 'language'> {
  readonly proposal: Proposal;
}

function ProposalFacts({ proposal, language }: FactsProps) {
  const own = typeTexts[language];
  const recognition = recognitionTexts[language];
  const changed = listDifferences(proposal.before, proposal.after).map(
    ({ where, before, after }) => {
      const [from, to] = [before, after].map((text) => (text === '' ? recognition.empty : text));
      return [where, fill(recognition.arrow, { before: from ?? '', after: to ?? '' })] as const;
    },
  );
  return (
    <>
      <SummaryList
        rows={toRows([
          [own.subject, proposal.subject],
          [own.proposedBy, proposal.proposedBy],
          [own.proposedAt, toLocalTime(proposal.proposedAt, language)],
          [own.expiresAt, toLocalTime(proposal.expiresAt, language)],
        ])}
      />
      <h3>{recognition.changes}</h3>
      <SummaryList rows={toRows(changed)} />
      <details>
        <summary>{recognition.whole}</summary>
        <SummaryList
          rows={toRows([
            [own.before, toText(proposal.before)],
            [own.after, toText(proposal.after)],
          ])}
        />
      </details>
    </>
  );
}

const toText = (value: unknown) =>
  value === null || value === undefined ? '' : JSON.stringify(value, null, 2);
