import { useEffect, useState } from 'preact/hooks';
import type { Scope } from '../../shared/domain/client.ts';
import type { PageContext } from '../kit/page-frame.tsx';
import { fetchSettings, type PageSettings } from '../kit/page-settings.ts';
import { SignInView } from '../kit/sign-in/sign-in-view.tsx';
import type { Actor } from '../kit/sign-in/staff-token.ts';
import { type PageSignIn, useSignIn } from '../kit/sign-in/use-sign-in.ts';
import { useKeptView } from '../kit/use-kept-view.ts';
import { WaitingView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { DeskShown } from './desk-shown.tsx';
import { deskTexts } from './desk-texts.ts';
import { type DeskView, type TabName, tabOf } from './desk-view.ts';

/** A department's desk: nothing of it is loaded before somebody has signed in. */
export function DeskPage({ context }: { readonly context: PageContext }) {
  const { language } = context.preferences;
  const texts = deskTexts[language];
  const [settings, setSettings] = useState<PageSettings | 'failed'>();
  useEffect(() => {
    fetchSettings().then(setSettings, () => setSettings('failed'));
  }, []);
  const known = settings === 'failed' ? undefined : settings;
  const signIn = useSignIn(known, { acts: 'staff', language });
  const isIn = signIn.state.is === 'signed-in' && known !== undefined;
  return (
    <>
      {settings === 'failed' && (
        <p class="notice" role="alert">
          {context.texts.settingsFailed}
        </p>
      )}
      <SignInView texts={context.texts} signIn={signIn} why={texts.why} />
      {isIn && <Desk {...{ signIn, language, texts, settings: known }} />}
    </>
  );
}

type DeskProps = Pick<DeskContext, 'texts' | 'language' | 'settings'> & {
  readonly signIn: PageSignIn;
};

/** What somebody sees follows from what the service lets them do. */
function Desk({ signIn, ...shared }: DeskProps) {
  const { texts } = shared;
  const [actor, setActor] = useState<Actor | 'nobody' | 'failed'>();
  const find = () => {
    signIn.findActor().then(setActor, (error: { readonly code?: string }) => {
      setActor(error.code === 'no-staff' ? 'nobody' : 'failed');
    });
  };
  useEffect(find, []);
  if (actor === 'nobody')
    return (
      <p class="notice" role="alert">
        {texts.noStaff}
      </p>
    );
  if (actor === undefined || actor === 'failed') {
    const fault = actor === 'failed' ? '' : undefined;
    return <WaitingView texts={texts} fault={fault} onRetry={find} />;
  }
  return <OpenDesk {...shared} call={signIn.call} actor={actor} />;
}

const tabs: readonly { readonly name: TabName; readonly needs: readonly Scope[] }[] = [
  { name: 'licences', needs: ['licences:read'] },
  { name: 'work', needs: ['licences:read', 'licences:approve'] },
  { name: 'issue', needs: ['licences:issue'] },
  { name: 'drafts', needs: ['licences:read', 'licences:approve'] },
  { name: 'bulk', needs: ['licences:issue', 'licences:read', 'licences:approve'] },
  { name: 'seals', needs: ['seals:read', 'seals:make'] },
  { name: 'proposals', needs: ['directory:read'] },
  { name: 'types', needs: ['licences:read', 'directory:read'] },
  { name: 'events', needs: ['events:read'] },
  { name: 'counts', needs: ['events:read'] },
  { name: 'provinces', needs: ['licences:read', 'directory:read'] },
  { name: 'complaints', needs: ['licences:retrieve', 'licences:check', 'licences:look-up'] },
];

const writing = /:(?:issue|change|approve|apply|make|keep|propose|confirm|retrieve)$/;

function OpenDesk({
  actor,
  ...shared
}: Omit<DeskContext, 'go' | 'may' | 'clientId'> & { readonly actor: Actor }) {
  const { texts } = shared;
  const may = (scope: Scope) => actor.scopes.includes(scope);
  const open = tabs.filter(({ needs }) => needs.some(may));
  const [view, show] = useKeptView<DeskView>({ is: open[0]?.name ?? 'licences' });
  // whoever opens the same view again wants it as it is now
  const [visits, setVisits] = useState(0);
  const go = (next: DeskView) => {
    setVisits(visits + 1);
    show(next);
  };
  return (
    <>
      <p class="hint">
        {texts.actsFor} <bdi>{actor.clientId}</bdi>
      </p>
      {!actor.scopes.some((scope) => writing.test(scope)) && <p class="hint">{texts.readOnly}</p>}
      <nav class="tabs" aria-label={texts.title}>
        {open.map(({ name }) => (
          <button
            key={name}
            type="button"
            aria-current={tabOf(view) === name ? 'page' : undefined}
            onClick={() => go({ is: name })}
          >
            {texts[name]}
          </button>
        ))}
      </nav>
      <DeskShown
        key={`${view.is}${'id' in view ? view.id : ''}${visits}`}
        view={view}
        context={{ ...shared, go, may, clientId: actor.clientId }}
      />
    </>
  );
}
