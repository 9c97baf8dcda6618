import type { Scope } from '../../shared/domain/client.ts';
import type { PageSettings } from '../kit/page-settings.ts';
import type { Call } from '../kit/sign-in/use-sign-in.ts';
import type { PageLanguage } from '../kit/texts.ts';
import type { DeskTexts } from './desk-texts.ts';
import type { DeskView } from './desk-view.ts';

/** What every view of the desk is given. */
export interface DeskContext {
  readonly texts: DeskTexts;
  readonly language: PageLanguage;
  readonly settings: PageSettings;
  readonly call: Call;
  readonly go: (view: DeskView) => void;
  /** The registered client that somebody acts for. */
  readonly clientId: string;
  /** What the service lets this post do; what it does not is not offered either. */
  readonly may: (scope: Scope) => boolean;
}
