import { useEffect, useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { Confirmation } from '../kit/confirmation.tsx';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { type Act, useAct } from '../kit/use-act.ts';
import { toName, useTypeNames, useTypes } from '../kit/use-directory.ts';
import { FaultView } from './fault-view.tsx';
import { RequestView } from './request-view.tsx';
import { type FormProps, findPurposeErrors } from './retrieval-parts.ts';

/** What the service says of a request that was made. */
export interface MadeRequest {
  readonly requestId: string;
  readonly address: string;
}

/** Retrieval by asking first: which type, which items, what for; the holder decides on their phone. */
export function RequestForm(props: FormProps & { readonly onAsking: (isAsking: boolean) => void }) {
  const { texts, purpose, context, call, onErrors, onAsking } = props;
  const types = useTypes(context.preferences.language);
  const [type, setType] = useState('');
  const names = useTypeNames(type);
  const [items, setItems] = useState<readonly string[]>([]);
  const [isAsking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeRequest>();
  const act = useAct(call);
  const make = async (body: object) => {
    const answer = await act.run({ method: 'POST', path: '/v1/retrieval-requests', body });
    setMade(answer as unknown as MadeRequest | undefined);
  };
  // the confirmation and the code stand alone
  useEffect(() => onAsking(isAsking), [isAsking]);
  useEffect(() => () => onAsking(false), []);
  if (made !== undefined) {
    return <RequestView {...props} request={made} onAgain={() => setMade(undefined)} />;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    const missing = type === '' ? [{ field: 'type', text: texts.typeFault }] : [];
    const found = [...findPurposeErrors(purpose, texts), ...missing];
    onErrors(found);
    setAsking(found.length === 0);
  };
  if (isAsking) {
    const named = items.map((item) => names?.items.get(item) ?? item).join('、');
    const typeName = toName(types, type);
    const asked = items.map((name) => ({ name, required: true }));
    const body = { licences: [{ type, items: asked }], purpose };
    return (
      <AskConfirmation
        {...{ ...props, act, named, typeName }}
        onConfirm={() => void make(body)}
        onCancel={() => setAsking(false)}
      />
    );
  }
  const choices = [...(names?.items ?? [])].filter(([code]) => code.startsWith('KZ_'));
  return (
    <form onSubmit={submit}>
      <ChoiceField
        {...{ id: 'type', label: texts.type, value: type, none: texts.choose, choices: types }}
        onChoose={(code) => {
          setType(code);
          setItems([]);
        }}
      />
      <ItemChoices legend={texts.items} {...{ choices, items, onChange: setItems }} />
      <button type="submit" class="act">
        {texts.ask}
      </button>
    </form>
  );
}

/** What the holder is going to see, before they do. */
function AskConfirmation({
  texts,
  purpose,
  act,
  ...asked
}: Pick<FormProps, 'texts' | 'purpose'> & {
  readonly act: Act;
  readonly named: string;
  readonly typeName: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  return (
    <Confirmation
      {...{ title: texts.askTitle, confirm: texts.askConfirm, cancel: texts.back }}
      {...{ isBusy: act.isBusy, onConfirm: asked.onConfirm, onCancel: asked.onCancel }}
    >
      <p>{texts.askWords}</p>
      <SummaryList
        rows={toRows([
          [texts.type, asked.typeName],
          [texts.items, asked.named],
          [texts.itemCode, purpose.itemCode],
          [texts.words, purpose.words],
        ])}
      />
      <FaultView texts={texts} refusal={act.refusal} />
    </Confirmation>
  );
}

function ItemChoices({
  legend,
  choices,
  items,
  onChange,
}: {
  readonly legend: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly items: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
}) {
  if (choices.length === 0) return null;
  const without = (code: string) => items.filter((one) => one !== code);
  return (
    <fieldset class="items">
      <legend>{legend}</legend>
      {choices.map(([code, name]) => (
        <label key={code}>
          <input
            type="checkbox"
            checked={items.includes(code)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...items, code] : without(code))
            }
          />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
