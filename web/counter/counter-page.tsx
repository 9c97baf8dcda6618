import { useEffect, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import { useKept } from '../kit/sign-in/use-kept.ts';
import { useSignIn } from '../kit/sign-in/use-sign-in.ts';
import { useVerifier } from '../kit/use-verifier.ts';
import { counterTexts } from './counter-texts.ts';
import { KitView } from './kit-view.tsx';
import { RetrievalPanel } from './retrieval-panel.tsx';
import { VerifyPanel } from './verify-panel.tsx';

type Brought = Parameters<typeof RetrievalPanel>[0]['brought'];

const modes = ['verify', 'retrieve'] as const;

/** The counter: verifying, which needs nobody to sign in, and retrieving, for staff. */
export function CounterPage({ context }: { readonly context: PageContext }) {
  const { texts, preferences } = context;
  const { language } = preferences;
  const own = counterTexts[language];
  const state = useVerifier(true);
  const signIn = useSignIn(state.settings, { acts: 'staff', language });
  const [mode, setMode] = useKept<(typeof modes)[number]>('mode', 'verify');
  const [brought, setBrought] = useState<Brought>({ way: 'code', text: '' });
  const isOnline = useOnline();
  // a browser may not notice; that the kit could not be renewed says the same
  const isOffline = !isOnline || (state.kit !== undefined && state.fault === 'kit');
  const go = (what: 'retrieve' | 'number', text: string) => {
    setBrought({ way: what === 'number' ? 'number' : 'code', text });
    setMode('retrieve');
  };
  return (
    <>
      <nav class="modes" aria-label={own.modes}>
        {modes.map((one) => (
          <button type="button" key={one} aria-pressed={mode === one} onClick={() => setMode(one)}>
            {own[one]}
          </button>
        ))}
      </nav>
      {state.fault === 'settings' && (
        <p class="notice" role="alert">
          {texts.settingsFailed}
        </p>
      )}
      <div role="status">{isOffline && <p class="notice">{texts.offline}</p>}</div>
      {mode === 'verify' ? (
        <>
          <VerifyPanel {...{ context, state, signIn, onElsewhere: go }} />
          <KitView texts={texts} state={state} onUpdate={state.update} />
        </>
      ) : (
        <RetrievalPanel {...{ context, state, signIn, brought }} />
      )}
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
