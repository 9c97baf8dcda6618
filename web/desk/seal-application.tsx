import { useState } from 'preact/hooks';
import { sealKinds, sealShapes } from '../../shared/domain/seal.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { sealTexts, sealWords } from './seal-texts.ts';

interface Application {
  readonly name: string;
  readonly kind: (typeof sealKinds)[number];
  readonly shape: (typeof sealShapes)[number];
}

const empty: Application = { name: '', kind: 'licence-special', shape: 'round' };

/** Applying for a seal; its picture is drawn by the service. */
export function SealApplication({
  onApplied,
  ...context
}: DeskContext & { readonly onApplied: () => void }) {
  const { texts, language, call } = context;
  const own = sealTexts[language];
  const words = sealWords[language];
  const [application, setApplication] = useState(empty);
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const send = async () => {
    const answer = await act.run({ method: 'POST', path: '/v1/seals', body: application });
    setAsking(false);
    if (answer === undefined) return;
    setApplication(empty);
    setDone(own.applied);
    onApplied();
  };
  return (
    <section>
      <h3>{own.apply}</h3>
      <p>{own.applySay}</p>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      {isAsking ? (
        <Confirmation
          {...{ title: own.apply, confirm: own.sure, cancel: texts.change, isBusy: act.isBusy }}
          onConfirm={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <SummaryList
            rows={toRows([
              [own.name, application.name],
              [own.kind, words.kind[application.kind]],
              [own.shape, words.shape[application.shape]],
            ])}
          />
        </Confirmation>
      ) : (
        <ApplicationForm
          {...{ texts, language, application, onChange: setApplication }}
          onNext={() => setAsking(true)}
        />
      )}
    </section>
  );
}

interface FormProps extends Pick<DeskContext, 'texts' | 'language'> {
  readonly application: Application;
  readonly onChange: (application: Application) => void;
  readonly onNext: () => void;
}

function ApplicationForm({ texts, language, application, onChange, onNext }: FormProps) {
  const own = sealTexts[language];
  const words = sealWords[language];
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const isMissing = application.name.trim() === '';
        setErrors(isMissing ? [{ field: 'seal-name', text: own.needName }] : []);
        if (!isMissing) onNext();
      }}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <TextField
        {...{ id: 'seal-name', label: own.name, value: application.name }}
        isBad={errors.length > 0}
        onInput={(name) => onChange({ ...application, name })}
      />
      <ChoiceField
        {...{ id: 'seal-kind', label: own.kind, none: '', value: application.kind }}
        choices={sealKinds.map((code) => ({ code, name: words.kind[code] }))}
        onChoose={(kind) => onChange({ ...application, kind: kind as Application['kind'] })}
      />
      <ChoiceField
        {...{ id: 'seal-shape', label: own.shape, none: '', value: application.shape }}
        choices={sealShapes.map((code) => ({ code, name: words.shape[code] }))}
        onChoose={(shape) => onChange({ ...application, shape: shape as Application['shape'] })}
      />
      <button type="submit" class="act">
        {own.next}
      </button>
    </form>
  );
}
