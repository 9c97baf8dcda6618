import { useEffect, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import { developersTitle, developerTexts } from './developer-texts.ts';
import { ReferenceView } from './reference-view.tsx';
import { SandboxView } from './sandbox-view.tsx';

const readPart = () => (location.hash === '#sandbox' ? 'sandbox' : 'reference');

/** The API reference, and the sandbox: which of them stands behind `#`. */
export function DevelopersPage({ context }: { readonly context: PageContext }) {
  const { language } = context.preferences;
  const texts = developerTexts[language];
  const [part, setPart] = useState(readPart);
  useEffect(() => {
    const look = () => setPart(readPart());
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  const toLink = (name: 'reference' | 'sandbox') => (
    <a href={`#${name}`} aria-current={part === name ? 'page' : undefined}>
      {texts[name]}
    </a>
  );
  return (
    <>
      <nav class="parts" aria-label={developersTitle[language]}>
        {toLink('reference')}
        {toLink('sandbox')}
        <a href="/openapi.json">{texts.document}</a>
      </nav>
      {part === 'sandbox' ? (
        <SandboxView texts={texts} context={context} />
      ) : (
        <ReferenceView texts={texts} language={language} />
      )}
    </>
  );
}
