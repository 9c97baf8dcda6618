import { useState } from 'preact/hooks';
import { Progress } from '../kit/progress.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { FaultView } from './fault-view.tsx';
import { readCode } from './read-code.ts';
import { type FormProps, findPurposeErrors, type RetrievedLicences } from './retrieval-parts.ts';

/** Retrieval by the code on a holder's phone, or by the digits that they read out. */
export function CodeForm(props: FormProps & { readonly brought: string }) {
  const { texts, purpose, context, call, onRetrieved, onErrors, brought } = props;
  const [text, setText] = useState(brought);
  const act = useAct(call);
  const retrieve = async (body: object) => {
    const got = await act.run({ method: 'POST', path: '/v1/retrievals', body });
    if (got !== undefined) onRetrieved(got as unknown as RetrievedLicences);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const code = readCode(text);
    const fault = 'fault' in code ? [{ field: 'code', text: texts[code.fault] }] : [];
    const found = [...findPurposeErrors(purpose, texts), ...fault];
    onErrors(found);
    if (found.length > 0) return;
    const { itemCode, words } = purpose;
    void retrieve({ ...code, itemCode, purpose: words.trim() });
  };
  return (
    <form onSubmit={submit} lang={context.preferences.language}>
      <TextField
        {...{ id: 'code', label: texts.codeField, hint: texts.codeHint }}
        {...{ value: text, onInput: setText }}
      />
      {act.isBusy && <Progress label={texts.retrieving} />}
      <FaultView texts={texts} refusal={act.refusal} />
      <button type="submit" class="act" disabled={act.isBusy}>
        {texts.retrieve}
      </button>
    </form>
  );
}
