import { useEffect, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import { fetchSettings, type PageSettings } from '../kit/page-settings.ts';
import { SignInView } from '../kit/sign-in/sign-in-view.tsx';
import { useSignIn } from '../kit/sign-in/use-sign-in.ts';
import { AuthorisationsView } from './authorisations-view.tsx';
import { AuthoriseView } from './authorise-view.tsx';
import { CodeView } from './code-view.tsx';
import { DelegateView } from './delegate-view.tsx';
import { DelegationsView } from './delegations-view.tsx';
import { LicenceView } from './licence-view.tsx';
import { LicencesView } from './licences-view.tsx';
import type { MeContext } from './me-context.ts';
import { meTexts } from './me-texts.ts';
import { RequestView } from './request-view.tsx';
import { useView, type View } from './use-view.ts';
import { UsesView } from './uses-view.tsx';

/** A holder's own page: nothing of it is loaded before somebody has signed in. */
export function MePage({ context }: { readonly context: PageContext }) {
  const { language } = context.preferences;
  const texts = meTexts[language];
  const [settings, setSettings] = useState<PageSettings | 'failed'>();
  useEffect(() => {
    fetchSettings().then(setSettings, () => setSettings('failed'));
  }, []);
  const known = settings === 'failed' ? undefined : settings;
  const signIn = useSignIn(known, { acts: 'holder', language });
  const [view, go] = useView();
  const isIn = signIn.state.is === 'signed-in' && known !== undefined;
  return (
    <>
      {settings === 'failed' && (
        <p class="notice" role="alert">
          {context.texts.settingsFailed}
        </p>
      )}
      <SignInView texts={context.texts} signIn={signIn} why={texts.why} />
      {isIn && (
        <>
          <Tabs view={view} texts={texts} go={go} />
          <Shown
            key={`${view.is}${'id' in view ? view.id : ''}`}
            view={view}
            context={{ texts, language, settings: known, call: signIn.call, go }}
          />
        </>
      )}
    </>
  );
}

const tabs = ['licences', 'authorisations', 'uses', 'delegations'] as const;

/** Which tab a view belongs to. */
const tabOf: Readonly<Partial<Record<View['is'], View['is']>>> = {
  ...{ licence: 'licences', authorise: 'licences', request: 'licences' },
  ...{ code: 'authorisations', delegate: 'delegations' },
};

function Tabs({ view, texts, go }: Pick<MeContext, 'texts' | 'go'> & { readonly view: View }) {
  const current = tabOf[view.is] ?? view.is;
  return (
    <nav class="tabs" aria-label={texts.title}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={current === name ? 'page' : undefined}
          onClick={() => go({ is: name })}
        >
          {texts[name]}
        </button>
      ))}
    </nav>
  );
}

function Shown({ view, context }: { readonly view: View; readonly context: MeContext }) {
  switch (view.is) {
    case 'licences':
      return <LicencesView {...context} />;
    case 'licence':
      return <LicenceView {...context} id={view.id} />;
    case 'authorise':
      return <AuthoriseView {...context} view={view} />;
    case 'code':
      return <CodeView {...context} id={view.id} />;
    case 'authorisations':
      return <AuthorisationsView {...context} />;
    case 'uses':
      return <UsesView {...context} />;
    case 'request':
      return <RequestView {...context} id={view.id} />;
    case 'delegations':
      return <DelegationsView {...context} />;
    case 'delegate':
      return <DelegateView {...context} licence={view.licence} />;
  }
}
