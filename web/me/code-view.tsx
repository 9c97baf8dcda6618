import { useState } from 'preact/hooks';
import type { ShowCodeAnswer } from '../../shared/api/authorisations.ts';
import { QrView } from '../kit/qr-view.tsx';
import { Said } from '../kit/said.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { ViewHeading } from '../kit/view-heading.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { MeContext } from './me-context.ts';
import { useShowCode } from './use-show-code.ts';

/** A show code for a leave that was given, or nine digits to be read out. */
export function CodeView(props: MeContext & { readonly id: string }) {
  const { id, texts, go } = props;
  const { address, secondsLeft, leave, isFailing, now } = useShowCode(props, id);
  const state = leave?.state ?? 'active';
  const used = leave !== undefined && leave.uses > 0;
  const purpose = leave !== undefined && (
    <p class="plain">
      <Said text={leave.purpose.words} />
    </p>
  );
  return (
    <>
      <ViewHeading text={texts.code} />
      <div role="status">
        {used && (
          <p class="done">
            <strong>{texts.codeUsed}</strong> {texts.codeUsedSay}
          </p>
        )}
        {!used && state !== 'active' && <p class="notice">{texts.codeOver}</p>}
        {isFailing && state === 'active' && <p class="notice">{texts.codeFailed}</p>}
      </div>
      {state !== 'active' && purpose}
      {state === 'active' && (
        <>
          {address !== undefined && (
            <div class="code">
              <QrView text={address} label={texts.code} />
              <p role="timer">
                <span class="seconds">{secondsLeft}</span> {texts.codeLeft}
              </p>
            </div>
          )}
          <p>{texts.codeHint}</p>
          {purpose}
          <SpokenView {...props} now={now} counter={leave?.verifier.client} />
        </>
      )}
      <div class="acts">
        <button type="button" onClick={() => go({ is: 'authorisations' })}>
          {texts.back}
        </button>
      </div>
    </>
  );
}

interface SpokenProps extends MeContext {
  readonly id: string;
  readonly counter: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** In threes, as they are read out. */
const inThrees = (digits: string) => digits.replace(/(\d{3})(?=\d)/g, '$1 ');

function SpokenView({ id, counter = '', now, texts, call }: SpokenProps) {
  const [typed, setTyped] = useState(counter);
  const [made, setMade] = useState<ShowCodeAnswer>();
  const act = useAct(call);
  const asked = typed === '' ? counter : typed;
  const make = async () => {
    setMade(undefined);
    const body = { authorisationId: id, counter: asked };
    const answer = await act.run({ method: 'POST', path: '/v1/me/show-codes', body });
    setMade(answer as unknown as ShowCodeAnswer | undefined);
  };
  const code = made !== undefined && now < Date.parse(made.expiresAt) ? made.spokenCode : undefined;
  return (
    <details class="spoken">
      <summary>{texts.spoken}</summary>
      <p class="hint">{texts.spokenHint}</p>
      <TextField
        id="counter"
        label={texts.counterCode}
        hint={texts.counterHint}
        value={asked}
        onInput={(text) => {
          // the digits are another counter's
          setMade(undefined);
          setTyped(text.trim());
        }}
      />
      <button type="button" disabled={act.isBusy || asked === ''} onClick={() => void make()}>
        {texts.spokenMake}
      </button>
      <RefusalView texts={texts} refusal={act.refusal} />
      <div role="status">
        {code !== undefined && (
          <>
            <p>{texts.spokenSay}</p>
            <p class="digits">{inThrees(code)}</p>
          </>
        )}
      </div>
    </details>
  );
}
