import type { DeliveriesAnswer } from '../../shared/api/webhooks.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { ListEnd, type Pages } from '../kit/use-pages.tsx';
import type { DeskContext } from './desk-context.ts';
import { eventTexts } from './event-texts.ts';

export type Delivery = DeliveriesAnswer['deliveries'][number];

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly log: Pages<Delivery>;
}

/** What became of each attempt, newest first. */
export function WebhookLog({ log, texts, language }: Props) {
  const own = eventTexts[language];
  return (
    <section>
      <h3>{own.log}</h3>
      <div class="acts">
        <button type="button" onClick={log.reload}>
          {own.look}
        </button>
      </div>
      {log.value?.length === 0 && <p role="status">{own.noLog}</p>}
      <ol class="rows">
        {log.value?.map((one) => (
          <DeliveryRow key={`${one.eventId}${one.attempt}`} {...{ one, language }} />
        ))}
      </ol>
      <ListEnd pages={log} texts={texts} />
    </section>
  );
}

interface RowProps extends Pick<DeskContext, 'language'> {
  readonly one: Delivery;
}

function DeliveryRow({ one, language }: RowProps) {
  const own = eventTexts[language];
  const outcomes = { delivered: own.delivered, failed: own.failed, 'given-up': own.givenUp };
  const shape = one.outcome === 'delivered' ? 'good' : 'ended';
  return (
    <li>
      <details class="delivery">
        <summary>
          <strong>{one.type}</strong>
          <span class={`standing ${shape}`}>{outcomes[one.outcome]}</span>
          <span class="hint">{toLocalTime(one.at, language)}</span>
        </summary>
        <SummaryList
          rows={toRows([
            [own.eventId, one.eventId],
            [own.attempt, String(one.attempt)],
            [own.answered, [one.status, one.reason].filter((part) => part !== undefined).join(' ')],
            [own.milliseconds, String(one.milliseconds)],
          ])}
        />
      </details>
    </li>
  );
}
