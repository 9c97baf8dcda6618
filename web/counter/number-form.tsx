import { useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import type { FieldError } from '../kit/error-summary.tsx';
import { Progress } from '../kit/progress.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { useDepartments, useTypes } from '../kit/use-directory.ts';
import { useLatest } from '../kit/use-latest.ts';
import { FaultView } from './fault-view.tsx';
import { type FormProps, findPurposeErrors } from './retrieval-parts.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

interface Told {
  readonly which: string;
  readonly type: string;
  readonly department: string;
  readonly name: string;
}

/** How the licence is named: by its identifier, or by number, type and department. */
function toName({ which, type, department }: Told): object | undefined {
  if (which.startsWith('1.2.156.3005.2.')) return { identifier: which };
  const isWhole = which !== '' && type !== '' && department !== '';
  return isWhole ? { number: which, type, department } : undefined;
}

function findErrors(told: Told, texts: RetrievalTexts): readonly FieldError[] {
  return [
    ...(toName(told) === undefined ? [{ field: 'which', text: texts.numberFault }] : []),
    ...(told.name.trim() === '' ? [{ field: 'name', text: texts.holderNameFault }] : []),
  ];
}

/** Does what somebody says of a licence match? A check of the register, and no verdict on what was shown. */
export function NumberForm(props: FormProps & { readonly brought: string }) {
  const { texts, purpose, context, call, onErrors, brought } = props;
  const types = useTypes(context.preferences.language);
  const departments = useDepartments(context.preferences.language);
  const [told, setTold] = useState<Told>({ which: brought, type: '', department: '', name: '' });
  const [matches, setMatches] = useState<boolean>();
  const act = useAct(call);
  const begin = useLatest();
  const change = (changed: Partial<Told>) => {
    // what is still to come is of what stood there before
    begin();
    act.reset();
    setMatches(undefined);
    setTold({ ...told, ...changed });
  };
  const check = async (body: object) => {
    const isWanted = begin();
    setMatches(undefined);
    const answer = await act.run({ method: 'POST', path: '/v1/field-checks', body });
    if (answer !== undefined && isWanted()) setMatches(answer['matches'] === true);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const found = [...findPurposeErrors(purpose, texts), ...findErrors(told, texts)];
    onErrors(found);
    if (found.length > 0) return;
    const holder = { name: told.name.trim() };
    void check({ licence: toName(told), holder, purpose });
  };
  const none = texts.choose;
  const { which, name, type, department } = told;
  return (
    <form onSubmit={submit}>
      <TextField
        {...{ id: 'which', label: texts.numberWhich, hint: texts.numberHint, value: which }}
        onInput={(text) => change({ which: text.trim().toUpperCase() })}
      />
      <ChoiceField
        {...{ id: 'type', label: context.texts.type, value: type, none, choices: types }}
        onChoose={(code) => change({ type: code })}
      />
      <ChoiceField
        {...{ id: 'department', label: texts.department, value: department, none }}
        choices={departments}
        onChoose={(code) => change({ department: code })}
      />
      <TextField
        {...{ id: 'name', label: texts.holderName, value: name }}
        onInput={(text) => change({ name: text })}
      />
      <div role="status">
        {act.isBusy && <Progress label={texts.checking} />}
        {matches === true && <p class="done">{texts.matches}</p>}
        {matches === false && <p class="notice">{texts.differs}</p>}
      </div>
      <FaultView texts={texts} refusal={act.refusal} />
      <button type="submit" class="act" disabled={act.isBusy}>
        {texts.check}
      </button>
    </form>
  );
}
