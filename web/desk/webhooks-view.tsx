import { useState } from 'preact/hooks';
import type { WebhookAnswer } from '../../shared/api/webhooks.ts';
import type { EventType } from '../../shared/domain/event.ts';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { SummaryList } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { useLoaded } from '../kit/use-loaded.ts';
import { RefusalView, WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { EventChoice, toTypes } from './event-choice.tsx';
import { eventTexts } from './event-texts.ts';

/** Where the department's events are posted. */
export function WebhooksView(context: DeskContext) {
  const { texts, language, call, go } = context;
  const own = eventTexts[language];
  const { value, fault, reload } = useLoaded<{ readonly webhooks: readonly WebhookAnswer[] }>(
    call,
    '/v1/webhooks',
  );
  return (
    <section>
      <h3>{own.webhooks}</h3>
      {value === undefined && <WaitingView texts={texts} fault={fault} onRetry={reload} />}
      {value?.webhooks.length === 0 && <p>{own.noWebhooks}</p>}
      <ul class="rows">
        {value?.webhooks.map(({ webhookId, address, state }) => (
          <li key={webhookId}>
            <button type="button" class="row" onClick={() => go({ is: 'webhook', id: webhookId })}>
              <bdi>{address}</bdi>
            </button>
            <span class={`standing ${state === 'enabled' ? 'good' : 'ended'}`}>{own[state]}</span>
          </li>
        ))}
      </ul>
      <NewWebhook {...context} onAdded={reload} />
    </section>
  );
}

function NewWebhook({
  onAdded,
  texts,
  language,
  call,
}: DeskContext & { readonly onAdded: () => void }) {
  const own = eventTexts[language];
  const [address, setAddress] = useState('');
  const [types, setTypes] = useState<readonly EventType[]>([]);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [secret, setSecret] = useState('');
  const act = useAct(call);
  const add = async () => {
    const body = { address, ...toTypes(types) };
    const answer = await act.run({ method: 'POST', path: '/v1/webhooks', body });
    if (answer === undefined) return;
    setAddress('');
    setSecret(String(answer['secret']));
    onAdded();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const isMissing = !address.startsWith('https://');
        setErrors(isMissing ? [{ field: 'webhook-address', text: own.needAddress }] : []);
        if (!isMissing) void add();
      }}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <TextField
        {...{ id: 'webhook-address', label: own.address, hint: own.addressHint, value: address }}
        {...{ isBad: errors.length > 0, onInput: setAddress }}
      />
      <EventChoice language={language} chosen={types} onChoose={setTypes} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <button type="submit" disabled={act.isBusy}>
        {own.add}
      </button>
      <div role="status">
        <SummaryList rows={[{ name: own.secret, value: secret }]} />
      </div>
    </form>
  );
}
