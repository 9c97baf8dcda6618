import { useEffect } from 'preact/hooks';
import type { Texts } from '../kit/texts.ts';

/**
 * What a show code 亮证码 opens on a camera that is no counter's: what it is, and who does what with it.
 * The code is good for one use: it is sent nowhere and does not stay in the address.
 */
export function ShowCodeView({ texts }: { readonly texts: Texts }) {
  useEffect(() => history.replaceState(null, '', location.pathname), []);
  return (
    <>
      <section class="notice" role="status">
        <h2>{texts.showTitle}</h2>
        <p>{texts.showWhat}</p>
      </section>
      <p>{texts.showHolder}</p>
      <p>{texts.showCounter}</p>
      <nav class="acts" aria-label={texts.showTitle}>
        <a class="act" href="/counter">
          {texts.showGoCounter}
        </a>
        <a class="act" href="/me">
          {texts.showGoMe}
        </a>
      </nav>
      <p class="hint">{texts.showPrivate}</p>
    </>
  );
}
