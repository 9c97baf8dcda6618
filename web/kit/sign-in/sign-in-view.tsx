import { Said } from '../said.tsx';
import type { Texts } from '../texts.ts';
import type { PageSignIn } from './use-sign-in.ts';

interface Props {
  readonly texts: Texts;
  readonly signIn: PageSignIn;
  /** Why somebody would sign in here. */
  readonly why: string;
}

/** Who is signed in, or the way to it; said in words whenever it changes. */
export function SignInView({ texts, signIn: { state, signIn, signOut }, why }: Props) {
  if (state.is === 'signed-in') {
    return (
      <p class="signed-in" role="status">
        <span>
          {texts.signedInAs}
          <Said text={state.name ?? ''} />
        </span>
        <button type="button" onClick={signOut}>
          {texts.signOut}
        </button>
      </p>
    );
  }
  if (state.is === 'opening') return <p role="status">{texts.signInOpening}</p>;
  const notices = { expired: texts.signInExpired, failed: texts.signInFailed, 'signed-out': '' };
  const notice = notices[state.is];
  return (
    <div class="sign-in">
      <div role="status">{notice !== '' && <p class="notice">{notice}</p>}</div>
      <p class="hint">{why}</p>
      <button type="button" class="act" onClick={signIn}>
        {state.is === 'expired' ? texts.signInAgain : texts.signIn}
      </button>
    </div>
  );
}
