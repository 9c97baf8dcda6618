import { useState } from 'preact/hooks';
import { type RemakeGround, remakeGrounds } from '../../shared/domain/seal.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { Confirmation } from '../kit/confirmation.tsx';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import type { SealAnswer } from './seal-answers.ts';
import { sealTexts, sealWords } from './seal-texts.ts';

/** Applies for a seal that takes the place of this one; two other posts make and enable it. */
export function SealRemake({ seal, ...context }: DeskContext & { readonly seal: SealAnswer }) {
  const { texts, language, call } = context;
  const own = sealTexts[language];
  const words = sealWords[language].ground;
  const [ground, setGround] = useState<RemakeGround>(remakeGrounds[0]);
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const send = async () => {
    const { id, name, kind } = seal;
    const body = { name, kind, replaces: { seal: id, ground } };
    const answer = await act.run({ method: 'POST', path: '/v1/seals', body });
    setAsking(false);
    if (answer !== undefined) setDone(own.remakeDone);
  };
  return (
    <section>
      <h3>{own.remake}</h3>
      <p>{own.remakeSay}</p>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      {isAsking ? (
        <Confirmation
          {...{ title: own.remake, confirm: own.remakeSure, cancel: texts.change }}
          isBusy={act.isBusy}
          onConfirm={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <SummaryList
            rows={toRows([
              [own.name, seal.name],
              [own.ground, words[ground]],
            ])}
          />
        </Confirmation>
      ) : (
        <>
          <ChoiceField
            {...{ id: 'seal-ground', label: own.ground, value: ground }}
            choices={remakeGrounds.map((code) => ({ code, name: words[code] }))}
            onChoose={(code) => setGround(code as RemakeGround)}
          />
          <button type="button" class="act" onClick={() => setAsking(true)}>
            {own.next}
          </button>
        </>
      )}
    </section>
  );
}
