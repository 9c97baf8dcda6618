import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { hearOnce } from './hear-once.ts';
import { elderSizes, keepPreferences, type Preferences, readPreferences } from './preferences.ts';
import { languages, type PageLanguage, type Texts } from './texts.ts';
import { useSpokenStatus } from './use-spoken-status.ts';

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

function applyPreferences(preferences: Preferences, title: string): void {
  const { language, isElder, elderSize } = preferences;
  document.documentElement.lang = language;
  document.documentElement.toggleAttribute('data-elder', isElder);
  document.documentElement.dataset['size'] = String(elderSize);
  document.title = title;
}

/** After the largest the first again. */
const nextSize = ({ elderSize }: Preferences) =>
  elderSizes[(elderSizes.indexOf(elderSize) + 1) % elderSizes.length] ?? elderSizes[0];

/** Header with language, large print and spoken results; then the page. */
export function PageFrame({ title, children }: FrameProps) {
  const [preferences, setPreferences] = useState(readPreferences);
  const texts = languages[preferences.language];
  useLayoutEffect(() =>
    applyPreferences(preferences, `${title[preferences.language]} · ${texts.service}`),
  );
  useSpokenStatus(preferences);
  useEffect(() => hearOnce(window), []);
  const change = (changed: Partial<Preferences>) => {
    const next = { ...preferences, ...changed };
    keepPreferences(next);
    setPreferences(next);
  };
  const { language, isElder, isSpoken } = preferences;
  return (
    <>
      <header class="bar">
        <p class="name">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 3h16v18H4zM8 8h8M8 12h8M8 16h4" />
          </svg>
          {texts.service}
        </p>
        <div class="tools">
          <button
            type="button"
            aria-pressed={isElder}
            onClick={() => change({ isElder: !isElder })}
          >
            {isElder ? texts.elderOff : texts.elderOn}
          </button>
          {isElder && (
            <button type="button" onClick={() => change({ elderSize: nextSize(preferences) })}>
              {texts.larger}
            </button>
          )}
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
