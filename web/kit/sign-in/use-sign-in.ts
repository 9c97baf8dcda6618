import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageSettings } from '../page-settings.ts';
import type { ApiAnswer, ApiRequest } from './call-api.ts';
import type { SignIn } from './make-sign-in.ts';
import { readSession } from './session.ts';
import type { Actor, StaffAccess } from './staff-token.ts';
import { clearTab } from './tab-store.ts';

/** Who is signed in on this page, and what can be done about it. */
export interface SignInState {
  /** `expired` somebody was, and has to sign in again; `failed` the identity provider could not be used. */
  readonly is: 'opening' | 'signed-out' | 'signed-in' | 'expired' | 'failed';
  readonly name?: string;
}

/** With a token of whoever signed in. @throws ApiRefusal, SignInNeeded */
export type Call = (request: Omit<ApiRequest, 'language'>) => Promise<ApiAnswer>;

/** What a page gets from `useSignIn`. */
export interface PageSignIn {
  readonly state: SignInState;
  readonly signIn: () => void;
  readonly signOut: () => void;
  readonly call: Call;
  /** For staff: for whom they act. @throws ApiRefusal, SignInNeeded */
  readonly findActor: () => Promise<Actor>;
}

/** What is needed for signing in only, loaded when somebody does. */
const load = () => import('./sign-in-parts.ts');

const hasAnswer = () => /[?&]state=/.test(location.search);

/** What signs people in, opened when it is first needed, and again after it could not be. */
function useOpened(settings: PageSettings | undefined): () => Promise<SignIn> {
  const opened = useRef<Promise<SignIn>>(undefined);
  return async () => {
    if (settings === undefined) throw new Error('no settings yet');
    const { makeSignIn } = await load();
    opened.current ??= makeSignIn(settings);
    opened.current.catch(() => {
      opened.current = undefined;
    });
    return opened.current;
  };
}

interface Calling {
  readonly settings: PageSettings | undefined;
  readonly acts: 'holder' | 'staff';
  readonly language: string;
  readonly open: () => Promise<SignIn>;
}

/** What the provider's library says of a fault is no sentence for people: then nobody answered. */
const toTold = (error: unknown, { ApiRefusal, SignInNeeded }: Awaited<ReturnType<typeof load>>) =>
  error instanceof SignInNeeded || error instanceof ApiRefusal
    ? error
    : new ApiRefusal(0, { type: 'unreachable' });

/** What goes out with a token of whoever is signed in; told where that is over. */
export function makeCalls(
  { settings, acts, language, open }: Calling,
  onExpired: () => void,
): Pick<PageSignIn, 'call' | 'findActor'> {
  const withSession = async <T>(work: (access: StaffAccess) => Promise<T>): Promise<T> => {
    const parts = await load();
    try {
      const signIn = await open();
      const session = await signIn.current();
      if (session === undefined) throw new parts.SignInNeeded();
      return await work({ signIn, session, settings });
    } catch (error) {
      if (error instanceof parts.SignInNeeded) onExpired();
      throw toTold(error, parts);
    }
  };
  return {
    async call(request) {
      const { callApi, callAsStaff } = await load();
      const asked = { ...request, language };
      return withSession((access) => {
        if (acts === 'staff') return callAsStaff(access, asked);
        const { accessToken } = access.session;
        return callApi({ accessToken, options: access.signIn.server.options }, asked);
      });
    },
    async findActor() {
      const { findActor } = await load();
      return withSession(findActor);
    },
  };
}

/**
 * Signs people in on this page. Nothing of it is loaded, and nobody is asked, until somebody signs in.
 * @param acts `holder` calls with the identity provider's token; `staff` for the client that they act for
 */
export function useSignIn(
  settings: PageSettings | undefined,
  { acts, language }: { readonly acts: 'holder' | 'staff'; readonly language: string },
): PageSignIn {
  const [state, setState] = useState<SignInState>({ is: 'opening' });
  const open = useOpened(settings);
  const fail = () => setState({ is: 'failed' });

  useEffect(() => {
    if (settings === undefined) return;
    const start = async () => {
      const session = hasAnswer() ? await (await open()).finish() : readSession();
      if (session === undefined) return setState({ is: 'signed-out' });
      const { name } = session;
      setState({ is: 'signed-in', ...(name === undefined ? {} : { name }) });
    };
    start().catch(fail);
  }, [settings]);

  useEffect(() => {
    // a page that the browser kept for going back shows who was signed in then
    const look = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    addEventListener('pageshow', look);
    return () => removeEventListener('pageshow', look);
  }, []);

  const calls = makeCalls({ settings, acts, language, open }, () => setState({ is: 'expired' }));
  return {
    state,
    ...calls,
    signIn: () =>
      void open()
        .then((one) => one.begin())
        .catch(fail),
    signOut: () => {
      // here at once, whether or not the provider can be told
      clearTab();
      setState({ is: 'opening' });
      void open()
        .then((one) => one.end())
        .catch(() => location.reload());
    },
  };
}
