import { useRef, useState } from 'preact/hooks';
import { ErrorSummary } from '../kit/error-summary.tsx';
import { useAct } from '../kit/use-act.ts';
import { useFocusAfter, useFocusWhile } from '../kit/use-focus-while.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { MeContext } from './me-context.ts';

interface Props extends MeContext {
  readonly useId: string;
  readonly onDone: () => void;
}

const longestWords = 500;

/** What somebody has against a use: asked for when they want to say it, in the page itself. */
export function ComplaintForm({ texts, call, useId, onDone }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const act = useAct(call);
  const box = useRef<HTMLTextAreaElement>(null);
  useFocusWhile(box, { box: 'form', isThere: isOpen });
  useFocusAfter(box, act.isBusy);
  const field = `complaint-${useId}`;
  const send = async (event: Event) => {
    event.preventDefault();
    const said = words.trim();
    setEmpty(said === '');
    if (said === '') return;
    const path = `/v1/me/uses/${useId}/complaints`;
    if ((await act.run({ method: 'POST', path, body: { words: said } })) !== undefined) onDone();
  };
  if (!isOpen) {
    return (
      <div class="acts">
        <button type="button" onClick={() => setOpen(true)}>
          {texts.complain}
        </button>
      </div>
    );
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      <p>{texts.complainWhy}</p>
      <ErrorSummary
        title={texts.problems}
        errors={isEmpty ? [{ field, text: texts.complainNeed }] : []}
      />
      <RefusalView texts={texts} refusal={act.refusal} />
      <label for={field}>{texts.complainField}</label>
      <p class="hint" id={`${field}-hint`}>
        {texts.complainHint}
      </p>
      <textarea
        id={field}
        ref={box}
        rows={3}
        maxLength={longestWords}
        aria-describedby={`${field}-hint`}
        aria-invalid={isEmpty}
        value={words}
        onInput={(event) => {
          setEmpty(false);
          setWords(event.currentTarget.value);
        }}
      />
      <div class="acts">
        <button type="submit" class="act" disabled={act.isBusy}>
          {texts.complainSend}
        </button>
        <button type="button" onClick={() => setOpen(false)}>
          {texts.cancel}
        </button>
      </div>
    </form>
  );
}
