import { useState } from 'preact/hooks';
import { CameraView } from '../kit/camera/camera-view.tsx';
import type { PageContext } from '../kit/page-frame.tsx';
import { Progress } from '../kit/progress.tsx';
import type { PageSignIn } from '../kit/sign-in/use-sign-in.ts';
import type { VerifierState } from '../kit/use-verifier.ts';
import { VerdictView } from '../kit/verdict-view.tsx';
import { counterTexts } from './counter-texts.ts';
import { PrintSheet } from './print-sheet.tsx';
import { ScanField } from './scan-field.tsx';
import { type Shown, useCounter } from './use-counter.ts';
import { VerdictActs } from './verdict-acts.tsx';

interface Props {
  readonly context: PageContext;
  readonly state: VerifierState;
  readonly signIn: PageSignIn;
  /** Somebody scanned what is good for retrieval, or for a check by number. */
  readonly onElsewhere: (what: 'retrieve' | 'number', text: string) => void;
}

interface ResultProps extends Pick<Props, 'context' | 'state' | 'signIn'> {
  readonly shown: Extract<Shown, { readonly is: 'verdict' }>;
  readonly onClear: () => void;
}

const elsewhere: Readonly<Record<string, 'retrieve' | 'number'>> = {
  isShowCode: 'retrieve',
  isSpokenCode: 'retrieve',
  isNumber: 'number',
};

/** On a telephone the verdict would begin below what is seen. */
function bringIntoSight(verdict: HTMLElement | null): void {
  if (innerWidth < 700) verdict?.scrollIntoView({ block: 'start' });
}

/** Verification at the counter: one licence after the other, the result large, the field ready for the next. */
export function VerifyPanel({ context, state, signIn, onElsewhere }: Props) {
  const texts = counterTexts[context.preferences.language];
  const { shown, scan, openFile, clear } = useCounter(state, context);
  const [isCameraOn, setCameraOn] = useState(false);
  const isVerdict = shown.is === 'verdict';
  return (
    <>
      <div class={isVerdict ? 'station small' : 'station'}>
        <ScanField
          {...{ texts, isSmall: isVerdict, onScan: scan }}
          isReady={state.verifier !== undefined}
          onFile={(file) => void openFile(file)}
        >
          <button
            type="button"
            class="camera-switch"
            aria-pressed={isCameraOn}
            onClick={() => setCameraOn(!isCameraOn)}
          >
            {isCameraOn ? texts.closeCamera : texts.openCamera}
          </button>
        </ScanField>
        {isCameraOn && <CameraView texts={texts} onScan={scan} />}
      </div>
      <Waiting {...{ shown, context, onElsewhere }} />
      {isVerdict && (
        <Result key={shown.turn} {...{ context, state, signIn, shown, onClear: clear }} />
      )}
    </>
  );
}

/** One verdict, what can be done with it, and how it comes on paper. */
function Result({ context, state, signIn, shown, onClear }: ResultProps) {
  const texts = counterTexts[context.preferences.language];
  const [receipt, setReceipt] = useState<string>();
  return (
    <div class="full" ref={bringIntoSight}>
      <VerdictView found={shown.found} context={context} now={state.settings?.now() ?? 0} />
      <VerdictActs {...{ texts, shown, signIn, onClear, onReceipt: setReceipt }} />
      <PrintSheet {...{ texts, context, shown, state, receipt }} />
    </div>
  );
}

/** What there is before a verdict, said as it changes. */
function Waiting({
  shown,
  context,
  onElsewhere,
}: Pick<Props, 'context' | 'onElsewhere'> & { readonly shown: Shown }) {
  const texts = counterTexts[context.preferences.language];
  if (shown.is === 'waiting') return <Progress label={context.texts.waiting} />;
  if (shown.is === 'reading') return <Progress label={texts.fileReading} />;
  const what = shown.is === 'notice' ? elsewhere[shown.text] : undefined;
  return (
    <div role="status" class="waiting">
      {shown.is === 'nothing' && (
        <p class="ready">
          <strong>{texts.ready}</strong>
          <span>{texts.readyHint}</span>
        </p>
      )}
      {shown.is === 'fault' && <p class="notice">{texts[shown.text]}</p>}
      {shown.is === 'notice' && <p class="notice">{context.texts[shown.text]}</p>}
      {shown.is === 'notice' && what !== undefined && (
        <button type="button" class="act" onClick={() => onElsewhere(what, shown.rest ?? '')}>
          {what === 'retrieve' ? texts.goRetrieve : texts.goNumber}
        </button>
      )}
    </div>
  );
}
