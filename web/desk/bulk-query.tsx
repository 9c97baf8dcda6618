import { ChoiceField } from '../kit/choice-field.tsx';
import type { FieldError } from '../kit/error-summary.tsx';
import { licenceStateWords } from '../kit/licence-state-words.ts';
import { TextField } from '../kit/text-field.tsx';
import { type BulkDraft, batchStates, type QueryDraft } from './bulk-draft.ts';
import { bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';
import { DateField } from './item-field.tsx';

interface Props extends Pick<DeskContext, 'texts' | 'language'> {
  readonly draft: BulkDraft;
  readonly errors: readonly FieldError[];
  readonly onQuery: (query: QueryDraft) => void;
}

/** Which licences are meant, what becomes of them, and on what it rests. */
export function BulkQuery({ texts, language, draft, errors, onQuery }: Props) {
  const own = bulkTexts[language];
  const { query, operation } = draft;
  const isBad = (field: string) => errors.some((one) => one.field === field);
  const dayOf = (name: 'from' | 'until' | 'expiringFrom' | 'expiringUntil' | 'validUntil') => (
    <DateField
      {...{
        id: `bulk-${name}`,
        label: name in texts ? texts[name as 'from'] : own[name as 'expiringFrom'],
      }}
      value={query[name]}
      onChange={(day) => onQuery({ ...query, [name]: day })}
    />
  );
  return (
    <fieldset>
      <legend>{own.byQuery}</legend>
      <p class="hint">{own.queryHint}</p>
      <div class="filter">
        {dayOf('from')}
        {dayOf('until')}
        {dayOf('expiringFrom')}
        {dayOf('expiringUntil')}
      </div>
      {operation === 'change-state' ? (
        <ChoiceField
          {...{ id: 'bulk-to', label: texts.stateTo, none: '', value: query.to }}
          choices={batchStates.map((code) => ({ code, name: licenceStateWords[language][code] }))}
          onChoose={(to) => onQuery({ ...query, to: to as QueryDraft['to'] })}
        />
      ) : (
        dayOf('validUntil')
      )}
      <TextField
        {...{ id: 'bulk-basis', label: texts.legalBasis, hint: texts.legalBasisHint }}
        {...{ value: query.legalBasis, isBad: isBad('bulk-basis') }}
        onInput={(legalBasis) => onQuery({ ...query, legalBasis })}
      />
      <TextField
        {...{ id: 'bulk-reason', label: texts.reason, hint: texts.reasonHint }}
        {...{ value: query.reason, isBad: isBad('bulk-reason') }}
        onInput={(reason) => onQuery({ ...query, reason })}
      />
    </fieldset>
  );
}
