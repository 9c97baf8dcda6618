import { useLayoutEffect } from 'preact/hooks';

interface Target {
  readonly current: HTMLElement | null;
}

const headings = ':scope > h2, :scope > h3, :scope > h4';

/** Nothing has the focus: it would be looked for from the top of the page. */
const isLost = () => document.activeElement === document.body;

/** Gives the focus to a part of the page, by its heading where it has one; not from whoever has it. */
function focusPart(part: HTMLElement | null): void {
  if (part === null || !part.isConnected || !isLost()) return;
  const target = part.querySelector<HTMLElement>(headings) ?? part;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/**
 * What is put into a page, in the place of something else, has the focus as soon as it is there: any later,
 * it would take it from whoever is already on the way to the answer. When it goes, and nothing else takes the
 * focus, the part of the page has it that it was in.
 * @param target has the focus first
 * @param box what comes and goes, as a selector around the target
 */
export function useFocusWhile(
  target: Target,
  { box, isThere = true }: { readonly box: string; readonly isThere?: boolean },
): void {
  useLayoutEffect(() => {
    const { current } = target;
    if (!isThere || current === null) return;
    current.focus();
    const part = current.closest(box)?.parentElement ?? null;
    // once what comes in its place is there
    return () => queueMicrotask(() => focusPart(part));
  }, [isThere]);
}

/** A button that waits for an answer cannot keep the focus; with the answer the target has it. */
export function useFocusAfter(target: Target, isBusy: boolean): void {
  useLayoutEffect(() => {
    if (!isBusy && isLost()) target.current?.focus();
  }, [isBusy]);
}
