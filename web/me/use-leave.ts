import { useState } from 'preact/hooks';
import type { FieldError } from '../kit/error-summary.tsx';
import { useKept } from '../kit/sign-in/use-kept.ts';
import { type Act, useAct } from '../kit/use-act.ts';
import {
  type AuthoriseDraft,
  findFaults,
  type Step,
  steps,
  toBody,
  toEmptyDraft,
} from './authorise-draft.ts';
import type { MeContext } from './me-context.ts';
import type { View } from './use-view.ts';

/** Leave on its way: filled in, checked, given. */
export interface Leave {
  readonly draft: AuthoriseDraft;
  readonly at: number;
  /** None where all is to be checked. */
  readonly step: Step | undefined;
  readonly faults: readonly FieldError[];
  readonly act: Act;
  /** Milliseconds since 1970: what is checked is what is sent, however often. */
  readonly until: number;
  change(changed: Partial<AuthoriseDraft>): void;
  goTo(step: number): void;
  proceed(): void;
  goBack(): void;
  confirm(): Promise<void>;
}

/** Keeps the draft in this tab, so that somebody who has to sign in again goes on where they were. */
export function useLeave(
  view: Extract<View, { readonly is: 'authorise' }>,
  { texts, call, go, settings }: MeContext,
): Leave {
  const empty = toEmptyDraft(view.licences);
  const [draft, keepDraft] = useKept<AuthoriseDraft>(`leave-${view.licences.join()}`, empty);
  const [at, setAt] = useState(0);
  const [faults, setFaults] = useState<readonly FieldError[]>([]);
  const [until, setUntil] = useState(0);
  const act = useAct(call);
  const step = steps[at];
  const goTo = (next: number) => {
    setFaults([]);
    setAt(next);
    if (next === steps.length) setUntil(settings.now() + draft.minutes * 60_000);
  };
  return {
    ...{ draft, at, step, faults, act, until, goTo },
    change: (changed) => keepDraft({ ...draft, ...changed }),
    proceed: () => {
      const found = step === undefined ? [] : findFaults(step, draft, texts);
      if (found.length > 0) return setFaults(found);
      goTo(at + 1);
    },
    goBack: () => {
      if (at > 0) return goTo(at - 1);
      keepDraft(empty);
      go({ is: 'licences' });
    },
    confirm: async () => {
      const body = toBody(draft, until, view.delegation);
      const given = await act.run({ method: 'POST', path: '/v1/me/authorisations', body });
      if (given === undefined) return;
      keepDraft(empty);
      go({ is: 'code', id: String(given['authorisationId']) });
    },
  };
}
