import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageSettings } from '../page-settings.ts';
import type { ApiAnswer, ApiRequest } from './call-api.ts';
import type { SignIn } from './make-sign-in.ts';
import { readSession } from './session.ts';

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

  const call: Call = async (request) => {
    const { callApi, callAsStaff, SignInNeeded } = await load();
    const signIn = await open();
    try {
      const session = await signIn.current();
      if (session === undefined) throw new SignInNeeded();
      const asked = { ...request, language };
      if (acts === 'staff') return await callAsStaff({ signIn, session, settings }, asked);
      const { accessToken } = session;
      return await callApi({ accessToken, options: signIn.server.options }, asked);
    } catch (error) {
      if (error instanceof SignInNeeded) setState({ is: 'expired' });
      throw error;
    }
  };
  return {
    state,
    call,
    signIn: () =>
      void open()
        .then((one) => one.begin())
        .catch(fail),
    signOut: () =>
      void open()
        .then((one) => one.end())
        .catch(fail),
  };
}
