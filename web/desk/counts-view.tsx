import { useState } from 'preact/hooks';
import type { CountsAnswer } from '../../shared/api/webhooks.ts';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { toName, useTypes } from '../kit/use-directory.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { eventTexts } from './event-texts.ts';

/** The month of a moment in China, as `2026-11`. */
const toMonth = (now: number) => new Date(now + 8 * 3600_000).toISOString().slice(0, 7);

/** What was done in a month, by licence type and seal. */
export function CountsView(context: DeskContext) {
  const { language, settings } = context;
  const own = eventTexts[language];
  const [month, setMonth] = useState(() => toMonth(settings.now()));
  return (
    <>
      <ViewHeading text={own.counts} />
      <p>{own.countsSay}</p>
      <div class="field">
        <label for="counts-month">{own.month}</label>
        <input
          id="counts-month"
          type="month"
          value={month}
          onChange={(event) => setMonth(event.currentTarget.value || month)}
        />
      </div>
      <Counts key={month} {...context} month={month} />
    </>
  );
}

function Counts({ month, ...context }: DeskContext & { readonly month: string }) {
  const { texts, language, call } = context;
  const own = eventTexts[language];
  const types = useTypes(context.language);
  const { value, fault, reload } = useLoaded<CountsAnswer>(call, `/v1/counts?month=${month}`);
  if (value === undefined) return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  const words: Readonly<Record<string, string>> = licenceStateWords[language];
  const toRow = ([act, number]: [string, number]) =>
    [act === 'issued' ? own.issued : (words[act] ?? act), String(number)] as const;
  if (value.counts.length === 0) return <p role="status">{own.noCounts}</p>;
  return (
    <>
      {value.counts.map(({ licenceType, sealId, acts }) => (
        <section class="entry" key={`${licenceType}${sealId}`}>
          <h3>{toName(types, licenceType)}</h3>
          <p class="hint">
            {own.seal} <bdi>{sealId}</bdi>
          </p>
          <SummaryList rows={toRows(Object.entries(acts).map(toRow))} />
        </section>
      ))}
    </>
  );
}
