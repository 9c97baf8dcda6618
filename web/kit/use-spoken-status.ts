import { useEffect } from 'preact/hooks';
import type { Preferences } from './preferences.ts';
import { speak } from './speak.ts';

/** What came of something that was done. Verdicts are told by `tellResult`, with sound and vibration. */
const results = ['.done', '.notice', '.errors', '.found']
  .flatMap((one) => [`[role="status"] ${one}`, `[role="alert"] ${one}`, `${one}[role]`])
  .join();

const readResults = (): string =>
  [...document.querySelectorAll<HTMLElement>(results)].map((one) => one.textContent).join('。');

/** In 长辈版 every result that comes up on a page is said aloud, once, unless that is switched off. */
export function useSpokenStatus({ language, isElder, isSpoken }: Preferences): void {
  useEffect(() => {
    if (!isElder || !isSpoken) return;
    let last = readResults();
    const observer = new MutationObserver(() => {
      const words = readResults();
      if (words === last) return;
      last = words;
      if (words !== '') speak(words, language);
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [language, isElder, isSpoken]);
}
