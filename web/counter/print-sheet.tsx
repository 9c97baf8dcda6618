import type { PageContext } from '../kit/page-frame.tsx';
import { Said } from '../kit/said.tsx';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import type { VerifierState } from '../kit/use-verifier.ts';
import { toFacts, toLocal, toMainSentence } from '../kit/verdict-view.tsx';
import type { CounterTexts } from './counter-texts.ts';
import type { Shown } from './use-counter.ts';

interface Props {
  readonly texts: CounterTexts;
  readonly context: PageContext;
  readonly shown: Extract<Shown, { readonly is: 'verdict' }>;
  readonly state: VerifierState;
  /** Of the signed receipt, where one was saved. */
  readonly receipt: string | undefined;
}

/** What comes on paper: a record of the verdict, and where there is none, what to do next. */
export function PrintSheet({ texts, context, shown, state, receipt = '' }: Props) {
  const { found, at } = shown;
  const { verdict, licence, statusAsOf } = found.verification;
  const isDoubt = verdict === 'indeterminate';
  const facts = toFacts({ found, texts: context.texts, language: context.preferences.language });
  return (
    <section class="sheet">
      <p class="from">{context.texts.service}</p>
      <h1>{isDoubt ? texts.slipTitle : texts.recordTitle}</h1>
      {isDoubt ? <p>{texts.slipWords}</p> : <p class="word">{context.texts[verdict]}</p>}
      <p>{toMainSentence(found, context)}</p>
      <SummaryList
        rows={toRows([
          ...facts,
          [texts.recordAt, toLocal(new Date(at).toISOString())],
          [context.texts.statusAsOf, statusAsOf === undefined ? '' : toLocal(statusAsOf)],
          [texts.recordKit, state.kit === undefined ? '' : String(state.kit.number)],
          [texts.recordBy, texts.recordHere],
          [texts.receiptNumber, receipt],
        ])}
      />
      {isDoubt ? (
        <>
          <p>{texts.slipNext}</p>
          <ol>
            <li>{texts.slipRetry}</li>
            <li>
              {texts.slipAsk} <Said text={licence?.department.name ?? '—'} />
            </li>
          </ol>
          <p>{texts.slipKeep}</p>
        </>
      ) : (
        <p>{texts.recordNote}</p>
      )}
      <p class="sign">
        <span>{texts.signClerk}</span>
        <span>{texts.signDate}</span>
      </p>
    </section>
  );
}
