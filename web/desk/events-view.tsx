import { useState } from 'preact/hooks';
import type { EventsAnswer } from '../../shared/api/webhooks.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { eventTexts, eventWords } from './event-texts.ts';
import { WebhooksView } from './webhooks-view.tsx';

/** What happened in the department, in its order, and where it is posted. */
export function EventsView(context: DeskContext) {
  const own = eventTexts[context.language];
  const [after, setAfter] = useState('0');
  return (
    <>
      <ViewHeading text={own.heading} />
      <Events key={after} {...context} after={after} onMore={setAfter} />
      {context.may('webhooks:keep') && <WebhooksView {...context} />}
    </>
  );
}

interface Props extends DeskContext {
  readonly after: string;
  readonly onMore: (after: string) => void;
}

const pageSize = 50;

function Events({ after, onMore, texts, language, call }: Props) {
  const own = eventTexts[language];
  const path = `/v1/events?after=${after}&limit=${pageSize}`;
  const { value, fault, reload } = useLoaded<EventsAnswer>(call, path);
  if (value === undefined) return <WaitingView texts={texts} fault={fault} onRetry={reload} />;
  const words: Readonly<Record<string, string>> = eventWords[language];
  return (
    <>
      {value.events.length === 0 && <p role="status">{own.noEvents}</p>}
      <ol class="rows">
        {value.events.map(({ id, type, subject, time }) => (
          <li key={id}>
            <strong>{words[type.split('.').slice(-2).join('.')] ?? type}</strong>
            <bdi>{subject}</bdi>
            <span class="hint">{toLocalTime(time, language)}</span>
          </li>
        ))}
      </ol>
      {value.events.length === pageSize && (
        <button type="button" onClick={() => onMore(value.next)}>
          {own.more}
        </button>
      )}
    </>
  );
}
