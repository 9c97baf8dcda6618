import { useState } from 'preact/hooks';
import type { WebhookAnswer } from '../../shared/api/webhooks.ts';
import type { EventType } from '../../shared/domain/event.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { EventChoice, toTypes } from './event-choice.tsx';
import { eventTexts } from './event-texts.ts';

interface Props extends DeskContext {
  readonly webhook: WebhookAnswer;
  readonly onDone: () => void;
}

/** Where to, which events, and whether at all. */
export function WebhookSettings({ webhook, onDone, texts, language, call }: Props) {
  const own = eventTexts[language];
  const [address, setAddress] = useState(webhook.address);
  const [types, setTypes] = useState<readonly EventType[]>(webhook.types ?? []);
  const [state, setState] = useState(webhook.state);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const save = async () => {
    const path = `/v1/webhooks/${webhook.webhookId}`;
    const body = { address, state, ...toTypes(types) };
    if ((await act.run({ method: 'PUT', path, body })) === undefined) return;
    setDone(own.changed);
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const isBad = !address.startsWith('https://');
        setErrors(isBad ? [{ field: 'webhook-address', text: own.needAddress }] : []);
        if (!isBad) void save();
      }}
    >
      <h3>{own.change}</h3>
      <Toast text={done} />
      <ErrorSummary title={texts.problems} errors={errors} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <TextField
        {...{ id: 'webhook-address', label: own.address, hint: own.addressHint, value: address }}
        {...{ isBad: errors.length > 0, onInput: setAddress }}
      />
      <EventChoice language={language} chosen={types} onChoose={setTypes} />
      <ChoiceField
        {...{ id: 'webhook-state', label: own.state, value: state }}
        choices={(['enabled', 'disabled'] as const).map((code) => ({ code, name: own[code] }))}
        onChoose={(code) => setState(code as WebhookAnswer['state'])}
      />
      <button type="submit" disabled={act.isBusy}>
        {own.save}
      </button>
    </form>
  );
}
