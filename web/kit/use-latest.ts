import { useEffect, useRef } from 'preact/hooks';

/**
 * Begins something whose answer comes later. What it gives says whether the answer is still wanted: not
 * once another was begun since, nor when whoever asked is gone.
 */
export function useLatest(): () => () => boolean {
  const latest = useRef(0);
  const begin = () => {
    latest.current += 1;
    const mine = latest.current;
    return () => mine === latest.current;
  };
  useEffect(() => () => void begin(), []);
  return begin;
}
