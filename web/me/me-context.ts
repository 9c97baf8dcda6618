import type { PageSettings } from '../kit/page-settings.ts';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import type { PageLanguage } from '../kit/texts.ts';
import type { MeTexts } from './me-texts.ts';
import type { View } from './use-view.ts';

/** What every view of the page is given. */
export interface MeContext {
  readonly texts: MeTexts;
  readonly language: PageLanguage;
  readonly settings: PageSettings;
  readonly call: Call;
  readonly go: (view: View) => void;
}
