import type { PageLanguage } from './texts.ts';

/** Says something, in the place of what is being said; where a device has no voice, it stands on the screen. */
export function speak(words: string, language: PageLanguage): void {
  try {
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = language === 'en' ? 'en' : 'zh-CN';
    speechSynthesis.speak(utterance);
  } catch {
    // as told
  }
}
