import { useState } from 'preact/hooks';
import type { DeliveriesAnswer, WebhookAnswer } from '../../shared/api/webhooks.ts';
import { Confirmation } from '../kit/confirmation.tsx';
import { toLocalTime } from '../kit/local-time.ts';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView, WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { eventTexts } from './event-texts.ts';
import { MoreButton, usePages } from './use-pages.tsx';

type Delivery = DeliveriesAnswer['deliveries'][number];

/** One endpoint with the log of what was posted to it. */
export function WebhookView(context: DeskContext & { readonly id: string }) {
  const { id, texts, language, call, go } = context;
  const own = eventTexts[language];
  const path = `/v1/webhooks/${id}`;
  const { value, fault, reload } = useLoaded<WebhookAnswer>(call, path);
  const log = usePages<Delivery>(call, `${path}/deliveries`, 'deliveries');
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'events' })}>
          {texts.back}
        </button>
      </div>
      {value === undefined ? (
        <WaitingView texts={texts} fault={fault} onRetry={reload} />
      ) : (
        <>
          <ViewHeading text={value.address} />
          <WebhookActs {...context} onDone={log.reload} />
        </>
      )}
      <h3>{own.log}</h3>
      {log.value?.length === 0 && <p role="status">{own.noLog}</p>}
      <ol class="rows">
        {log.value?.map((one) => (
          <DeliveryRow key={`${one.eventId}${one.attempt}`} {...{ one, language }} />
        ))}
      </ol>
      <MoreButton pages={log} texts={texts} />
    </>
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
      <strong>{one.type}</strong>
      <span class={`standing ${shape}`}>{outcomes[one.outcome]}</span>
      <span>
        {own.attempt} {one.attempt} · {one.status ?? one.reason ?? ''} · {one.milliseconds}{' '}
        {own.milliseconds}
      </span>
      <span class="hint">{toLocalTime(one.at, language)}</span>
    </li>
  );
}

interface ActsProps extends DeskContext {
  readonly id: string;
  readonly onDone: () => void;
}

function WebhookActs({ id, texts, language, call, go, onDone }: ActsProps) {
  const own = eventTexts[language];
  const [isRemoving, setRemoving] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const path = `/v1/webhooks/${id}`;
  const test = async () => {
    const answer = await act.run({ method: 'POST', path: `${path}/tests`, body: {} });
    if (answer === undefined) return;
    setDone(own.tested);
    onDone();
  };
  const remove = async () => {
    if ((await act.run({ method: 'DELETE', path })) !== undefined) go({ is: 'events' });
  };
  return (
    <>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      {isRemoving ? (
        <Confirmation
          {...{ title: own.remove, confirm: own.removeSure, cancel: texts.cancel }}
          isBusy={act.isBusy}
          onConfirm={() => void remove()}
          onCancel={() => setRemoving(false)}
        >
          <p>{own.removeWhy}</p>
        </Confirmation>
      ) : (
        <div class="acts">
          <button type="button" disabled={act.isBusy} onClick={() => void test()}>
            {own.test}
          </button>
          <button type="button" onClick={() => setRemoving(true)}>
            {own.remove}
          </button>
        </div>
      )}
    </>
  );
}
