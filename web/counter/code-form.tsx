import { useEffect, useState } from 'preact/hooks';
import { Progress } from '../kit/progress.tsx';
import { TextField } from '../kit/text-field.tsx';
import { readCode } from './read-code.ts';
import { type FormProps, findPurposeErrors, type RetrievedLicences } from './retrieval-parts.ts';
import { useAct } from './use-act.ts';

/** Retrieval by the code on a holder's phone, or by the digits that they read out. */
export function CodeForm(props: FormProps & { readonly brought: string }) {
  const { texts, purpose, context, call, onRetrieved, onErrors, brought } = props;
  const [text, setText] = useState(brought);
  const act = useAct<RetrievedLicences>(call, texts);
  useEffect(() => {
    if (act.answer !== undefined) onRetrieved(act.answer);
  }, [act.answer, onRetrieved]);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = readCode(text);
    const fault = 'fault' in code ? [{ field: 'code', text: texts[code.fault] }] : [];
    const found = [...findPurposeErrors(purpose, texts), ...fault];
    onErrors(found);
    if (found.length > 0) return;
    const { itemCode, words } = purpose;
    void act.run('/v1/retrievals', { ...code, itemCode, purpose: words.trim() });
  };
  return (
    <form onSubmit={submit} lang={context.preferences.language}>
      <TextField
        {...{ id: 'code', label: texts.codeField, hint: texts.codeHint }}
        {...{ value: text, onInput: setText }}
      />
      {act.isBusy && <Progress label={texts.retrieving} />}
      {act.fault && (
        <p class="notice" role="alert">
          {act.fault}
        </p>
      )}
      <button type="submit" class="act" disabled={act.isBusy}>
        {texts.retrieve}
      </button>
    </form>
  );
}
