import { useState } from 'preact/hooks';
import { readTab, writeTab } from './tab-store.ts';

/** State that this tab keeps, so that somebody who has to sign in again goes on where they were. */
export function useKept<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => readTab<T>(`kept-${name}`) ?? initial);
  const keep = (next: T) => {
    writeTab(`kept-${name}`, next);
    setValue(next);
  };
  return [value, keep];
}
