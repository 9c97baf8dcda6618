import { useEffect, useState } from 'preact/hooks';
import { readTab, writeTab } from './sign-in/tab-store.ts';

const kept = 'kept-view';

interface Entry<V> {
  readonly view?: V;
}

/** The view that is seen, and a way to the next one; back leads to the one before. It stands in no address. */
export function useKeptView<V extends object>(first: V): readonly [V, (view: V) => void] {
  const [view, setView] = useState<V>(
    () => (history.state as Entry<V> | null)?.view ?? readTab<V>(kept) ?? first,
  );
  useEffect(() => {
    const look = ({ state }: PopStateEvent) => {
      const before = (state as Entry<V> | null)?.view ?? first;
      writeTab(kept, before);
      setView(before);
    };
    addEventListener('popstate', look);
    return () => removeEventListener('popstate', look);
  }, []);
  const go = (next: V) => {
    history.pushState({ view: next } satisfies Entry<V>, '', location.pathname);
    writeTab(kept, next);
    setView(next);
    scrollTo(0, 0);
  };
  return [view, go];
}
