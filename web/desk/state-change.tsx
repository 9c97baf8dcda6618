import { useState } from 'preact/hooks';
import type { ShownLicenceAnswer } from '../../shared/api/licences.ts';
import {
  type AskableState,
  askableStates,
  askedChange,
} from '../../shared/domain/licence-state.ts';
import { ChoiceField } from '../kit/choice-field.tsx';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';

interface Change {
  readonly to: AskableState | '';
  readonly legalBasis: string;
  readonly reason: string;
}

const empty: Change = { to: '', legalBasis: '', reason: '' };

interface Props extends DeskContext {
  readonly licence: ShownLicenceAnswer;
  readonly onChanged: () => void;
}

/** What the table of states lets a department ask for now. */
function listAskable({ state, alsoDeregistered, history }: ShownLicenceAnswer) {
  const lossReported = history.at(-1)?.lossReported ?? false;
  const present = { state, lossReported, ...(alsoDeregistered && { alsoDeregistered }) };
  return askableStates.filter((to) => askedChange(present, to) !== undefined);
}

function findErrors({ to, legalBasis, reason }: Change, texts: DeskContext['texts']) {
  const errors: FieldError[] = [];
  if (to === '') errors.push({ field: 'change-to', text: texts.needState });
  if (legalBasis.trim() === '') errors.push({ field: 'change-basis', text: texts.needLegalBasis });
  if (reason.trim() === '') errors.push({ field: 'change-reason', text: texts.needReason });
  return errors;
}

/** Another state, on a legal basis: filled in, looked at again, then done. */
export function StateChange({ licence, onChanged, ...context }: Props) {
  const { texts, language, call } = context;
  const [change, setChange] = useState(empty);
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const askable = listAskable(licence);
  if (askable.length === 0) return <Toast text={done} />;
  const words = licenceStateWords[language];
  const send = async () => {
    const path = `/v1/licences/${licence.licenceId}/state-changes`;
    const answer = await act.run({ method: 'POST', path, body: change });
    setAsking(false);
    if (answer === undefined) return;
    setChange(empty);
    setDone(texts.stateChanged);
    onChanged();
  };
  return (
    <section>
      <h3>{texts.stateChange}</h3>
      <Toast text={done} />
      <RefusalView texts={texts} refusal={act.refusal} />
      {isAsking ? (
        <Confirmation
          {...{ title: texts.stateChange, confirm: texts.stateChangeSure, cancel: texts.change }}
          isBusy={act.isBusy}
          onConfirm={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <SummaryList
            rows={toRows([
              [texts.number, licence.number],
              [texts.askedState, change.to === '' ? '' : words[change.to]],
              [texts.legalBasis, change.legalBasis],
              [texts.reason, change.reason],
            ])}
          />
          <p>{texts.stateChangeWhy}</p>
        </Confirmation>
      ) : (
        <ChangeForm
          {...{ texts, change, onChange: setChange, onNext: () => setAsking(true) }}
          choices={askable.map((code) => ({ code, name: words[code] }))}
        />
      )}
    </section>
  );
}

interface FormProps extends Pick<DeskContext, 'texts'> {
  readonly change: Change;
  readonly choices: readonly { readonly code: string; readonly name: string }[];
  readonly onChange: (change: Change) => void;
  readonly onNext: () => void;
}

function ChangeForm({ texts, change, choices, onChange, onNext }: FormProps) {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const isBad = (field: string) => errors.some((one) => one.field === field);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const found = findErrors(change, texts);
        setErrors(found);
        if (found.length === 0) onNext();
      }}
    >
      <ErrorSummary title={texts.problems} errors={errors} />
      <ChoiceField
        {...{ id: 'change-to', label: texts.stateTo, none: '', choices, value: change.to }}
        onChoose={(to) => onChange({ ...change, to: to as Change['to'] })}
      />
      <TextField
        {...{ id: 'change-basis', label: texts.legalBasis, hint: texts.legalBasisHint }}
        {...{ value: change.legalBasis, isBad: isBad('change-basis') }}
        onInput={(legalBasis) => onChange({ ...change, legalBasis })}
      />
      <TextField
        {...{ id: 'change-reason', label: texts.reason, hint: texts.reasonHint }}
        {...{ value: change.reason, isBad: isBad('change-reason') }}
        onInput={(reason) => onChange({ ...change, reason })}
      />
      <button type="submit" class="act">
        {texts.stateChangeNext}
      </button>
    </form>
  );
}
