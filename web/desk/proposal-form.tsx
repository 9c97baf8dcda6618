import { useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { Confirmation } from '../kit/confirmation.tsx';
import { ErrorSummary, type FieldError, FieldFault } from '../kit/error-summary.tsx';
import { fill } from '../kit/fill.ts';
import { punctuation } from '../kit/punctuation.ts';
import { SummaryList, toRows } from '../kit/summary-list.tsx';
import { TextField } from '../kit/text-field.tsx';
import { Toast } from '../kit/toast.tsx';
import { useAct } from '../kit/use-act.ts';
import type { Choice } from '../kit/use-directory.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { DateField } from './item-field.tsx';
import { type RecognitionTexts, recognitionTexts } from './recognition-texts.ts';

/** One thing that is asked for. */
export interface ProposedField {
  readonly id: string;
  /** Where it stands in the body, as the service names what is wrong. */
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: 'text' | 'area' | 'day' | 'choice';
  readonly choices?: readonly Choice[];
  /** What stands where nothing is chosen. */
  readonly none?: string;
  readonly isOptional?: boolean;
}

export type Values = Readonly<Record<string, string>>;

interface Props extends DeskContext {
  readonly title: string;
  readonly say: string;
  readonly fields: readonly ProposedField[];
  readonly toRequest: (values: Values) => { readonly path: string; readonly body: object };
  /** What somebody compares before they propose, beside what they filled in. */
  readonly describe?: (values: Values) => Promise<readonly (readonly [string, string])[]>;
}

type Told = readonly (readonly [string, string])[];

const findMissing = (
  fields: readonly ProposedField[],
  values: Values,
  own: RecognitionTexts,
): readonly FieldError[] =>
  fields
    .filter(({ id, isOptional }) => !isOptional && !values[id]?.trim())
    .map(({ id, label }) => ({ field: id, text: fill(own.missing, { name: label }) }));

/** Filled in, looked at again, proposed for another governor to confirm. */
export function ProposalForm({ title, say, fields, toRequest, describe, ...context }: Props) {
  const { texts, language, call } = context;
  const own = recognitionTexts[language];
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [told, setTold] = useState<Told>();
  const [done, setDone] = useState<string>();
  const act = useAct(call);
  const check = async () => {
    const missing = findMissing(fields, values, own);
    setErrors(missing);
    if (missing.length === 0) setTold((await describe?.(values)) ?? []);
  };
  const propose = async () => {
    const answer = await act.run({ method: 'POST', ...toRequest(values) });
    setTold(undefined);
    if (answer === undefined) return;
    setValues({});
    setDone(own.proposed);
  };
  const all = errors.length > 0 ? errors : toErrors(act.faults, { fields, language });
  return (
    <section>
      <h3>{title}</h3>
      <p>{say}</p>
      <Toast text={done} />
      {told === undefined ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void check();
          }}
        >
          <ErrorSummary title={texts.problems} errors={all} />
          {all.length === 0 && <RefusalView texts={texts} refusal={act.refusal} />}
          {fields.map((field) => (
            <Field key={field.id} {...{ field, values, errors: all, onChange: setValues }} />
          ))}
          <button type="submit" class="act">
            {own.next}
          </button>
        </form>
      ) : (
        <Confirmation
          {...{ title: own.check, confirm: own.sure, cancel: texts.change, isBusy: act.isBusy }}
          onConfirm={() => void propose()}
          onCancel={() => setTold(undefined)}
        >
          <SummaryList
            rows={toRows([
              ...fields.map((field) => [field.label, toSaid(field, values)] as const),
              ...told,
            ])}
          />
        </Confirmation>
      )}
    </section>
  );
}

const toSaid = ({ id, choices }: ProposedField, values: Values): string =>
  choices?.find(({ code }) => code === values[id])?.name ?? values[id] ?? '';

/** The service's faults, each at the field whose place they lie in. */
function toErrors(
  faults: readonly { readonly pointer: string; readonly text: string }[],
  {
    fields,
    language,
  }: Pick<DeskContext, 'language'> & { readonly fields: readonly ProposedField[] },
): readonly FieldError[] {
  const { colon } = punctuation[language];
  return faults.map(({ pointer, text }) => {
    const field = fields.find((one) => pointer.startsWith(one.pointer));
    return { field: field?.id ?? '', text: `${field?.label ?? pointer}${colon}${text}` };
  });
}

interface FieldProps {
  readonly field: ProposedField;
  readonly values: Values;
  readonly errors: readonly FieldError[];
  readonly onChange: (values: Values) => void;
}

function Field({ field, values, errors, onChange }: FieldProps) {
  const { id } = field;
  return (
    <>
      <Input
        {...{ field, value: values[id] ?? '' }}
        isBad={errors.some((one) => one.field === id)}
        onInput={(text) => onChange({ ...values, [id]: text })}
      />
      <FieldFault field={id} errors={errors} />
    </>
  );
}

interface InputProps extends Pick<FieldProps, 'field'> {
  readonly value: string;
  readonly isBad: boolean;
  readonly onInput: (text: string) => void;
}

function Input({ field, value, isBad, onInput }: InputProps) {
  const { id, label, hint, kind, choices = [], none = '' } = field;
  if (kind === 'choice')
    return <ChoiceField {...{ id, label, none, choices, value }} onChoose={onInput} />;
  if (kind === 'day') return <DateField {...{ id, label, value, onChange: onInput }} />;
  if (kind === 'text') {
    const hinted = hint === undefined ? {} : { hint };
    return <TextField {...{ id, label, value, isBad, onInput, ...hinted }} />;
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        {...{ id, value, rows: 6, spellcheck: false, class: 'json' }}
        aria-invalid={isBad}
        aria-describedby={`${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
