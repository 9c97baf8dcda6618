import { useEffect, useState } from 'preact/hooks';
import { readTab, writeTab } from '../kit/sign-in/tab-store.ts';

/** What of the page is seen. It stands in no address: the browser's history and this tab keep it. */
export type View =
  | { readonly is: 'licences' }
  | { readonly is: 'licence'; readonly id: string }
  | { readonly is: 'authorise'; readonly licences: readonly string[]; readonly delegation?: string }
  | { readonly is: 'code'; readonly id: string }
  | { readonly is: 'authorisations' }
  | { readonly is: 'uses' }
  | { readonly is: 'request'; readonly id: string }
  | { readonly is: 'delegations' }
  | { readonly is: 'delegate'; readonly licence?: string };

const first: View = { is: 'licences' };
const kept = 'kept-view';

interface Entry {
  readonly view?: View;
}

/** The view, and a way to the next one; back leads to the one before. */
export function useView(): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(
    () => (history.state as Entry | null)?.view ?? readTab<View>(kept) ?? first,
  );
  useEffect(() => {
    const look = ({ state }: PopStateEvent) => {
      const before = (state as Entry | null)?.view ?? first;
      writeTab(kept, before);
      setView(before);
    };
    addEventListener('popstate', look);
    return () => removeEventListener('popstate', look);
  }, []);
  const go = (next: View) => {
    history.pushState({ view: next } satisfies Entry, '', location.pathname);
    writeTab(kept, next);
    setView(next);
    scrollTo(0, 0);
  };
  return [view, go];
}
