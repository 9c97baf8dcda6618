import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type PageContext, PageFrame } from '../kit/page-frame.tsx';
import type { PageVerdict } from '../kit/page-verifier.ts';
import { readScan, type Scan } from '../kit/read-scan.ts';
import { tellFound } from '../kit/tell-found.ts';
import type { TextName } from '../kit/texts.ts';
import { useLatest } from '../kit/use-latest.ts';
import { useVerifier } from '../kit/use-verifier.ts';
import { VerdictView } from '../kit/verdict-view.tsx';
import { ShowCodeView } from './show-code-view.tsx';

/** What stands behind `#` that is no code on paper; nothing of a licence's own form is shown here. */
const toNotice = (scan: Scan): TextName =>
  'isNot' in scan && scan.isNot !== 'nothing' ? scan.isNot : 'checkNone';

/** Said aloud in 长辈版, and where the type wants it. */
function tell(found: PageVerdict, context: PageContext): void {
  const { isSpoken, isElder } = context.preferences;
  tellFound(found, context, isSpoken && (isElder || found.names?.isSpoken === true));
}

/** What a phone's camera opened: the code stands behind `#` and never reaches a server. */
function CheckPage({ context }: { readonly context: PageContext }) {
  const { texts } = context;
  const { verifier, settings, fault } = useVerifier(false);
  const [found, setFound] = useState<PageVerdict>();
  const [notice, setNotice] = useState<TextName>();
  // as it is when the verdict is there, not when the page was opened
  const latest = useRef(context);
  const begin = useLatest();
  latest.current = context;

  useEffect(() => {
    const verify = async () => {
      const isWanted = begin();
      setFound(undefined);
      const scan = readScan(location.hash.slice(1));
      if (!('printedCode' in scan)) return setNotice(toNotice(scan));
      setNotice(undefined);
      if (verifier === undefined) return;
      const verified = await verifier.verify(scan);
      if (!isWanted()) return;
      setFound(verified);
      tell(verified, latest.current);
    };
    void verify();
    addEventListener('hashchange', verify);
    return () => removeEventListener('hashchange', verify);
  }, [verifier]);

  return (
    <>
      {fault === 'settings' && (
        <p class="notice" role="alert">
          {texts.settingsFailed}
        </p>
      )}
      <div role="status">
        {notice !== undefined && <p class="notice">{texts[notice]}</p>}
        {notice === undefined && found === undefined && <p>{texts.waiting}</p>}
      </div>
      {found !== undefined && (
        <VerdictView found={found} context={context} now={settings?.now() ?? 0} />
      )}
      <p class="hint">{texts.checkPrivate}</p>
    </>
  );
}

render(
  <PageFrame title={{ 'zh-Hans': '证照核验', en: 'Licence check' }}>
    {(context) =>
      location.pathname === '/r' ? (
        <ShowCodeView texts={context.texts} />
      ) : (
        <CheckPage context={context} />
      )
    }
  </PageFrame>,
  document.body,
);
