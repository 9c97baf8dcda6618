import { useState } from 'preact/hooks';
import { Confirmation } from '../kit/confirmation.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { recognitionTexts } from './recognition-texts.ts';

interface Props extends DeskContext {
  /** Where the end is proposed. */
  readonly path: string;
  readonly words: string;
  readonly say: string;
}

/** Proposes the end of something; another governor confirms it. */
export function EndProposal({ path, words, say, texts, language, call }: Props) {
  const own = recognitionTexts[language];
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const propose = async () => {
    const answer = await act.run({ method: 'POST', path, body: {} });
    setAsking(false);
    if (answer !== undefined) setDone(own.proposed);
  };
  return (
    <>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      {isAsking ? (
        <Confirmation
          {...{ title: words, confirm: own.sure, cancel: texts.cancel, isBusy: act.isBusy }}
          onConfirm={() => void propose()}
          onCancel={() => setAsking(false)}
        >
          <p>{say}</p>
        </Confirmation>
      ) : (
        <div class="acts">
          <button type="button" onClick={() => setAsking(true)}>
            {words}
          </button>
        </div>
      )}
    </>
  );
}
