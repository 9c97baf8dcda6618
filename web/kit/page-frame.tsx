import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { keepPreferences, type Preferences, readPreferences } from './preferences.ts';
import { languages, type PageLanguage, type Texts } from './texts.ts';

/** What every page is given. */
export interface PageContext {
  readonly texts: Texts;
  readonly preferences: Preferences;
}

interface FrameProps {
  /** In each language. */
  readonly title: Readonly<Record<PageLanguage, string>>;
  readonly children: (context: PageContext) => ComponentChildren;
}

function applyPreferences({ language, isElder }: Preferences, title: string): void {
  document.documentElement.lang = language;
  document.documentElement.toggleAttribute('data-elder', isElder);
  document.title = title;
}

/** Header with language, large print and spoken results; then the page. */
export function PageFrame({ title, children }: FrameProps) {
  const [preferences, setPreferences] = useState(readPreferences);
  const texts = languages[preferences.language];
  useEffect(() =>
    applyPreferences(preferences, `${title[preferences.language]} · ${texts.service}`),
  );
  const change = (changed: Partial<Preferences>) => {
    const next = { ...preferences, ...changed };
    keepPreferences(next);
    setPreferences(next);
  };
  const { language, isElder, isSpoken } = preferences;
  return (
    <>
      <header class="bar">
        <p class="name">{texts.service}</p>
        <div class="tools">
          <button
            type="button"
            aria-pressed={isElder}
            onClick={() => change({ isElder: !isElder })}
          >
            {isElder ? texts.elderOff : texts.elderOn}
          </button>
          <button
            type="button"
            aria-pressed={isSpoken}
            onClick={() => change({ isSpoken: !isSpoken })}
          >
            {isSpoken ? texts.spokenOff : texts.spokenOn}
          </button>
          <button
            type="button"
            lang={language === 'en' ? 'zh-Hans' : 'en'}
            onClick={() => change({ language: language === 'en' ? 'zh-Hans' : 'en' })}
          >
            {texts.language}
          </button>
        </div>
      </header>
      <main>
        <h1>{title[language]}</h1>
        {children({ texts, preferences })}
      </main>
    </>
  );
}
