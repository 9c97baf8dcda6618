/**
 * What one tab remembers until it is closed, across the way to the identity provider and back. Whoever
 * reads it gets no way in: tokens are good only together with the proof key, which cannot be read.
 */
const prefix = 'yinzheng-';

/** What was written under that name in this tab; nothing where storage is forbidden or holds no JSON. */
export function readTab<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(`${prefix}${name}`);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Nothing is written, and what was there goes, where the value is undefined. */
export function writeTab(name: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(`${prefix}${name}`);
    else sessionStorage.setItem(`${prefix}${name}`, JSON.stringify(value));
  } catch {
    // then it holds until the page is left
  }
}

/** Everything of this tab, drafts among it: for whoever signs out. */
export function clearTab(): void {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  }
}
