import type { OwnLicence } from '../../shared/api/holder-licences.ts';
import { ErrorSummary } from '../kit/error-summary.tsx';
import { useDepartments } from '../kit/use-directory.ts';
import { ListEnd, useWholeList } from '../kit/use-pages.tsx';
import { RefusalView } from '../kit/waiting-view.tsx';
import { AuthoriseStep } from './authorise-step.tsx';
import { AuthoriseSummary } from './authorise-summary.tsx';
import type { MeContext } from './me-context.ts';
import { StepHeading } from './step-heading.tsx';
import { typeOf } from './type-of.ts';
import { useLeave } from './use-leave.ts';
import { useTypeNames } from './use-type-names.ts';
import type { View } from './use-view.ts';

interface Props extends MeContext {
  readonly view: Extract<View, { readonly is: 'authorise' }>;
}

/** Leave, step by step: what, whom, why, how long; then all of it in plain words before it is given. */
export function AuthoriseView({ view, ...context }: Props) {
  const { texts, language, call } = context;
  const held = useWholeList<OwnLicence>(call, '/v1/me/licences', 'licences');
  const types = [...(held.value ?? []), ...view.licences.map((licenceId) => ({ licenceId }))];
  const names = useTypeNames(types.map(typeOf), { ...context, words: texts });
  const departments = useDepartments(language);
  const leave = useLeave(view, context);
  const { at, step, faults, act } = leave;
  if (held.value === undefined) {
    return <ListEnd pages={held} texts={texts} />;
  }
  return (
    <>
      <StepHeading key={at} {...{ at, step, texts }} />
      <ErrorSummary title={texts.problems} errors={faults} />
      {step === undefined ? (
        <AuthoriseSummary {...{ leave, names, departments, texts, language }} />
      ) : (
        <AuthoriseStep
          {...{ step, faults, names, departments, texts, call }}
          {...{ draft: leave.draft, change: leave.change }}
          licences={held.value.filter(({ state }) => state === 'valid')}
          isDelegated={view.delegation !== undefined}
        />
      )}
      <ListEnd pages={held} texts={texts} />
      <RefusalView texts={texts} refusal={act.refusal} />
      <div class="acts">
        <button
          type="button"
          class="act"
          disabled={act.isBusy}
          onClick={() => (step === undefined ? void leave.confirm() : leave.proceed())}
        >
          {step === undefined ? texts.confirm : texts.next}
        </button>
        <button type="button" onClick={leave.goBack}>
          {texts.back}
        </button>
      </div>
    </>
  );
}
