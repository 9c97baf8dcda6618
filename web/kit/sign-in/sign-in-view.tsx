import { Said } from '../said.tsx';
import type { Texts } from '../texts.ts';
import type { PageSignIn } from './use-sign-in.ts';

interface Props {
  readonly texts: Texts;
  readonly signIn: PageSignIn;
  /** Why somebody would sign in here. */
  readonly why: string;
}

/** Who is signed in, or the way to it; said in words, in one place, whenever it changes. */
export function SignInView({ texts, signIn: { state, signIn, signOut }, why }: Props) {
  const { is, name = '' } = state;
  const isIn = is === 'signed-in';
  const notices = { expired: texts.signInExpired, failed: texts.signInFailed };
  return (
    <div class={isIn ? 'signed-in' : 'sign-in'}>
      <div role="status">
        {isIn && (
          <>
            {texts.signedInAs}
            <Said text={name} />
          </>
        )}
        {is === 'opening' && <p>{texts.signInOpening}</p>}
        {(is === 'expired' || is === 'failed') && <p class="notice">{notices[is]}</p>}
      </div>
      {isIn && (
        <button type="button" onClick={signOut}>
          {texts.signOut}
        </button>
      )}
      {!isIn && is !== 'opening' && (
        <>
          <p class="hint">{why}</p>
          <button type="button" class="act" onClick={signIn}>
            {is === 'expired' ? texts.signInAgain : texts.signIn}
          </button>
        </>
      )}
    </div>
  );
}
