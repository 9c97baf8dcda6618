import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import type { PageVerdict } from '../kit/page-verifier.ts';
import { readScan } from '../kit/read-scan.ts';
import { SignInView } from '../kit/sign-in/sign-in-view.tsx';
import { useSignIn } from '../kit/sign-in/use-sign-in.ts';
import { tellResult } from '../kit/tell-result.ts';
import type { TextName } from '../kit/texts.ts';
import { useVerifier } from '../kit/use-verifier.ts';
import { toMainSentence, VerdictView } from '../kit/verdict-view.tsx';
import { KitView } from './kit-view.tsx';
import { ScanField } from './scan-field.tsx';

type Shown =
  | { readonly is: 'nothing' }
  | { readonly is: 'waiting' }
  | { readonly is: 'notice'; readonly text: TextName }
  | { readonly is: 'verdict'; readonly found: PageVerdict };

/** Verification at the counter: one licence after the other, the result large, the field ready for the next. */
export function CounterPage({ context }: { readonly context: PageContext }) {
  const { texts, preferences } = context;
  const state = useVerifier(true);
  const signIn = useSignIn(state.settings, { acts: 'staff', language: preferences.language });
  const [shown, setShown] = useState<Shown>({ is: 'nothing' });
  const isOnline = useOnline();
  // a browser may not notice; that the kit could not be renewed says the same
  const isOffline = !isOnline || (state.kit !== undefined && state.fault === 'kit');
  const latest = useRef(0);

  const verify = async (text: string): Promise<void> => {
    const scan = readScan(text);
    if ('isNot' in scan) return setShown({ is: 'notice', text: scan.isNot });
    if (state.verifier === undefined) return;
    latest.current += 1;
    const mine = latest.current;
    setShown({ is: 'waiting' });
    const found = await state.verifier.verify(scan);
    // another was scanned meanwhile: its verdict is awaited, not this one
    if (mine !== latest.current) return;
    setShown({ is: 'verdict', found });
    const { verdict } = found.verification;
    const words = `${texts[verdict]}。${toMainSentence(found, context)}`;
    tellResult(verdict, words, preferences);
  };

  return (
    <>
      {state.fault === 'settings' && <p class="notice">{texts.settingsFailed}</p>}
      {isOffline && <p class="notice">{texts.offline}</p>}
      <ScanField texts={texts} isReady={state.verifier !== undefined} onScan={verify} />
      <div role="status">
        {shown.is === 'waiting' && <p>{texts.waiting}</p>}
        {shown.is === 'nothing' && <p>{texts.ready}</p>}
        {shown.is === 'notice' && <p class="notice">{texts[shown.text]}</p>}
      </div>
      {shown.is === 'verdict' && (
        <VerdictView found={shown.found} context={context} now={state.settings?.now() ?? 0} />
      )}
      <section class="retrieval" aria-label={texts.retrieval}>
        <h2>{texts.retrieval}</h2>
        <SignInView texts={texts} signIn={signIn} why={texts.retrievalWhy} />
      </section>
      <KitView texts={texts} state={state} onUpdate={state.update} />
    </>
  );
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return isOnline;
}
