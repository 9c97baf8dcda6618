import { useState } from 'preact/hooks';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import type { PageContext } from '../kit/page-frame.tsx';
import { SignInView } from '../kit/sign-in/sign-in-view.tsx';
import { useKept } from '../kit/sign-in/use-kept.ts';
import type { PageSignIn } from '../kit/sign-in/use-sign-in.ts';
import type { VerifierState } from '../kit/use-verifier.ts';
import { CodeForm } from './code-form.tsx';
import { CounterChoice } from './counter-choice.tsx';
import { NumberForm } from './number-form.tsx';
import { PurposeFields } from './purpose-fields.tsx';
import { RequestForm } from './request-form.tsx';
import type { Purpose, RetrievedLicences } from './retrieval-parts.ts';
import { type RetrievalTexts, retrievalTexts } from './retrieval-texts.ts';
import { RetrievedView } from './retrieved-view.tsx';

interface Props {
  readonly context: PageContext;
  readonly state: VerifierState;
  readonly signIn: PageSignIn;
  /** What was scanned before somebody came here. */
  readonly brought: { readonly way: Way; readonly text: string };
}

const ways = ['code', 'request', 'number'] as const;
export type Way = (typeof ways)[number];

/** What staff do for their counter: licences with the holder's leave, and checks by number. */
export function RetrievalPanel({ context, state, signIn, brought }: Props) {
  const texts = retrievalTexts[context.preferences.language];
  const [way, setWay] = useState<Way>(brought.way);
  const [code, setCode] = useState(brought.text);
  const [purpose, setPurpose] = useKept<Purpose>('purpose', { itemCode: '', words: '' });
  const [got, setGot] = useState<RetrievedLicences>();
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [isAsking, setAsking] = useState(false);
  const isIn = signIn.state.is === 'signed-in' || signIn.state.is === 'expired';
  const choose = (one: Way) => {
    setErrors([]);
    setWay(one);
  };
  const next = () => {
    setCode('');
    setGot(undefined);
  };
  const form = {
    texts,
    purpose,
    context,
    call: signIn.call,
    onRetrieved: setGot,
    onErrors: setErrors,
  };
  return (
    <section class="retrieval">
      <SignInView texts={context.texts} signIn={signIn} why={texts.why} />
      {isIn && got === undefined && (
        <>
          <ErrorSummary title={texts.errors} errors={errors} />
          {!isAsking && (
            <>
              <CounterChoice label={texts.actsFor} signIn={signIn} />
              <PurposeFields {...{ texts, purpose, errors, onChange: setPurpose }} />
              <WayChoice {...{ texts, way }} onChoose={choose} />
            </>
          )}
          {way === 'code' && <CodeForm {...form} brought={code} />}
          {way === 'request' && <RequestForm {...form} onAsking={setAsking} />}
          {way === 'number' && <NumberForm {...form} brought={code} />}
        </>
      )}
      {isIn && got !== undefined && (
        <RetrievedView {...{ texts, context, state, got }} onNext={next} />
      )}
    </section>
  );
}

function WayChoice({
  texts,
  way,
  onChoose,
}: {
  readonly texts: RetrievalTexts;
  readonly way: Way;
  readonly onChoose: (way: Way) => void;
}) {
  return (
    <fieldset class="ways">
      <legend>{texts.way}</legend>
      {ways.map((one) => (
        <label key={one}>
          <input type="radio" name="way" checked={way === one} onChange={() => onChoose(one)} />
          {texts[one]}
        </label>
      ))}
    </fieldset>
  );
}
