import { useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { ErrorSummary, type FieldError, FieldFault } from '../kit/error-summary.tsx';
import { punctuation } from '../kit/punctuation.ts';
import { TextField } from '../kit/text-field.tsx';
import { useAct } from '../kit/use-act.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';
import { HolderFields } from './holder-fields.tsx';
import { IssueCheck } from './issue-check.tsx';
import { emptyDraft, findMissing, toApplication, toFieldId } from './issue-draft.ts';
import { type IssueAnswer, IssueResult } from './issue-result.tsx';
import { issueTexts } from './issue-texts.ts';
import { DateField, ItemField } from './item-field.tsx';
import type { TypeAnswer } from './type-answers.ts';

interface Props extends DeskContext {
  readonly type: TypeAnswer['licenceType'];
  readonly seals: readonly { readonly code: string; readonly name: string }[];
}

/** Filled in, looked at again, sent; what the service finds wrong leads back to its fields. */
export function IssueForm({ type, seals, ...context }: Props) {
  const own = issueTexts[context.language];
  const [draft, setDraft] = useState(() => emptyDraft(type, seals[0]?.code ?? ''));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [step, setStep] = useState<'fill' | 'check' | IssueAnswer>('fill');
  const act = useAct(context.call);
  const send = async () => {
    const body = toApplication(draft, type);
    const answer = await act.run({ method: 'POST', path: '/v1/licences', body });
    if (answer !== undefined) return setStep(answer as unknown as IssueAnswer);
    setStep('fill');
  };
  const all =
    step === 'fill' && errors.length === 0 ? toErrors(act.faults, { type, ...context }) : errors;
  if (typeof step === 'object') {
    const again = () => {
      setDraft(emptyDraft(type, draft.seal));
      setStep('fill');
    };
    return <IssueResult {...context} answer={step} onAgain={again} />;
  }
  if (step === 'check') {
    return (
      <IssueCheck
        {...context}
        {...{ type, draft, isBusy: act.isBusy }}
        onConfirm={() => void send()}
        onCancel={() => setStep('fill')}
      />
    );
  }
  return (
    <FillIn
      {...context}
      {...{ type, seals, draft, errors: all, refusal: act.refusal, onChange: setDraft }}
      onNext={() => {
        const missing = findMissing(draft, type, own);
        setErrors(missing);
        if (missing.length === 0) setStep('check');
      }}
    />
  );
}

type Draft = ReturnType<typeof emptyDraft>;

export interface FillInProps extends Props {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly refusal: string | undefined;
  /** What is wrong is told elsewhere. */
  readonly isSummed?: boolean;
  readonly onChange: (draft: Draft) => void;
  readonly onNext: () => void;
}

/** Whatever a licence of the type asks for, each at its field. */
export function FillIn({
  type,
  seals,
  draft,
  errors,
  refusal,
  isSummed = false,
  onChange,
  onNext,
  ...context
}: FillInProps) {
  const { texts, language } = context;
  const own = issueTexts[language];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      {!isSummed && <ErrorSummary title={texts.problems} errors={errors} />}
      {errors.length === 0 && <RefusalView texts={texts} refusal={refusal} />}
      <ChoiceField
        {...{ id: toFieldId('/seal'), label: own.seal, none: '', choices: seals }}
        value={draft.seal}
        onChoose={(seal) => onChange({ ...draft, seal })}
      />
      <HolderFields {...{ texts: own, language, type, draft, errors, onChange }} />
      <fieldset>
        <legend>{own.items}</legend>
        {type.items.map((item) => (
          <ItemField
            key={item.code}
            {...{ item, texts: own, value: draft.items[item.code], errors }}
            onChange={(value) =>
              onChange({ ...draft, items: { ...draft.items, [item.code]: value } })
            }
          />
        ))}
      </fieldset>
      <NumberAndDates {...{ type, draft, errors, texts: own, onChange }} />
      <button type="submit" class="act">
        {own.next}
      </button>
    </form>
  );
}

/** What the type leaves to the department. */
function NumberAndDates({
  type,
  draft,
  errors,
  texts,
  onChange,
}: {
  readonly type: Props['type'];
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
  readonly texts: (typeof issueTexts)['en'];
  readonly onChange: (draft: Draft) => void;
}) {
  const hasNumber = type.number.rule === 'given';
  const hasDates = type.validity.rule === 'from-data';
  if (!hasNumber && !hasDates) return null;
  const numberId = toFieldId('/number');
  return (
    <fieldset>
      <legend>{texts.dates}</legend>
      {hasNumber && (
        <TextField
          {...{ id: numberId, label: texts.number, value: draft.number }}
          isBad={errors.some(({ field }) => field === numberId)}
          onInput={(number) => onChange({ ...draft, number })}
        />
      )}
      <FieldFault field={numberId} errors={errors} />
      {hasDates &&
        (['validFrom', 'validUntil'] as const).map((name) => (
          <DateField
            key={name}
            {...{ id: toFieldId(`/${name}`), label: texts[name], value: draft[name] }}
            onChange={(day) => onChange({ ...draft, [name]: day })}
          />
        ))}
    </fieldset>
  );
}

/** The service's faults, each at its field. */
export function toErrors(
  faults: readonly { readonly pointer: string; readonly text: string }[],
  { type, language }: Pick<Props, 'type' | 'language'>,
): readonly FieldError[] {
  const { colon } = punctuation[language];
  return faults.map(({ pointer, text }) => {
    const [, , code] = pointer.split('/');
    const name = type.items.find((item) => item.code === code)?.name;
    return {
      field: toFieldId(pointer),
      text: name === undefined ? text : `${name}${colon}${text}`,
    };
  });
}
