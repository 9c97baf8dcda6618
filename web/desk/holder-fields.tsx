import { ChoiceField } from '../kit/choice-field.tsx';
import { type FieldError, FieldFault } from '../kit/error-summary.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { PageLanguage } from '../kit/texts.ts';
import { codeTypeWords } from './code-type-words.ts';
import {
  addHolder,
  codeTypesOf,
  type DraftHolder,
  type IssueDraft,
  mostHoldersOf,
  toFieldId,
} from './issue-draft.ts';
import type { IssueTexts } from './issue-texts.ts';
import type { TypeAnswer } from './type-answers.ts';

interface Props {
  readonly texts: IssueTexts;
  readonly language: PageLanguage;
  readonly type: TypeAnswer['licenceType'];
  readonly draft: IssueDraft;
  readonly errors: readonly FieldError[];
  readonly onChange: (draft: IssueDraft) => void;
}

/** Whom the licence is issued to: as many as the type lets there be. */
export function HolderFields(props: Props) {
  const { texts, type, draft, onChange } = props;
  const change = (at: number, holder: DraftHolder) =>
    onChange({ ...draft, holders: draft.holders.with(at, holder) });
  const remove = (at: number) =>
    onChange({ ...draft, holders: draft.holders.filter((_, other) => other !== at) });
  return (
    <>
      {draft.holders.map((holder, at) => (
        <fieldset key={String(at)}>
          <legend>{at === 0 ? texts.holders : `${texts.holders} ${at + 1}`}</legend>
          <Holder {...props} {...{ holder, at }} onHolder={(next) => change(at, next)} />
          {at > 0 && (
            <button type="button" onClick={() => remove(at)}>
              {texts.removeHolder}
            </button>
          )}
        </fieldset>
      ))}
      {draft.holders.length < mostHoldersOf(type) && (
        <button type="button" onClick={() => onChange(addHolder(draft, type))}>
          {texts.addHolder}
        </button>
      )}
    </>
  );
}

interface HolderProps extends Props {
  readonly holder: DraftHolder;
  readonly at: number;
  readonly onHolder: (holder: DraftHolder) => void;
}

function Holder({ texts, language, type, errors, holder, at, onHolder }: HolderProps) {
  const idOf = (field: string) => toFieldId(`/holders/${at}/${field}`);
  const isBad = (id: string) => errors.some(({ field }) => field === id);
  const codeTypes = codeTypesOf(type).map((code) => ({
    code,
    name: codeTypeWords[language][code],
  }));
  return (
    <>
      <TextField
        {...{ id: idOf('name'), label: texts.holderName, value: holder.name }}
        isBad={isBad(idOf('name'))}
        onInput={(name) => onHolder({ ...holder, name })}
      />
      <FieldFault field={idOf('name')} errors={errors} />
      <ChoiceField
        {...{ id: idOf('codeType'), label: texts.holderCodeType, none: '', choices: codeTypes }}
        value={holder.codeType}
        onChoose={(codeType) =>
          onHolder({ ...holder, codeType: codeType as DraftHolder['codeType'] })
        }
      />
      <TextField
        {...{ id: idOf('code'), label: texts.holderCode, value: holder.code }}
        isBad={isBad(idOf('code'))}
        onInput={(code) => onHolder({ ...holder, code })}
      />
      <FieldFault field={idOf('code')} errors={errors} />
    </>
  );
}
