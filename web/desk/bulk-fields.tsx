import { ChoiceField } from '../kit/choice-field.tsx';
import type { FieldError } from '../kit/error-summary.tsx';
import type { Choice } from '../kit/use-directory.ts';
import { type BulkDraft, isByQuery, listOperations, takesQuery } from './bulk-draft.ts';
import { BulkQuery } from './bulk-query.tsx';
import { bulkTexts, bulkWords } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';

interface Props extends DeskContext {
  readonly draft: BulkDraft;
  readonly types: readonly Choice[];
  readonly seals: readonly Choice[];
  readonly errors: readonly FieldError[];
  readonly onChange: (draft: BulkDraft) => void;
}

/** What is done, with licences of which type, named by a file or by a query. */
export function BulkFields(props: Props) {
  const { texts, language, may, draft, types, seals, onChange } = props;
  const own = bulkTexts[language];
  const words = bulkWords[language].operation;
  return (
    <>
      <ChoiceField
        {...{ id: 'bulk-operation', label: own.operation, value: draft.operation }}
        choices={listOperations(may).map((code) => ({ code, name: words[code] }))}
        onChoose={(operation) =>
          onChange({ ...draft, operation: operation as BulkDraft['operation'] })
        }
      />
      <ChoiceField
        {...{ id: 'bulk-type', label: texts.type, none: own.chooseType, choices: types }}
        value={draft.type}
        onChoose={(type) => onChange({ ...draft, type })}
      />
      {draft.operation !== 'change-state' && (
        <ChoiceField
          {...{ id: 'bulk-seal', label: own.seal, choices: seals, value: draft.seal }}
          onChoose={(seal) => onChange({ ...draft, seal })}
        />
      )}
      {takesQuery(draft) && (
        <ChoiceField
          {...{ id: 'bulk-source', label: own.source, value: draft.source }}
          choices={[
            { code: 'file', name: own.byFile },
            { code: 'query', name: own.byQuery },
          ]}
          onChoose={(source) => onChange({ ...draft, source: source as BulkDraft['source'] })}
        />
      )}
      {isByQuery(draft) ? (
        <BulkQuery {...props} onQuery={(query) => onChange({ ...draft, query })} />
      ) : (
        <FileField {...props} />
      )}
    </>
  );
}

/** The file with its template: each operation has columns of its own. */
function FileField({ language, draft, onChange }: Props) {
  const own = bulkTexts[language];
  const { type, operation, file } = draft;
  return (
    <>
      {type !== '' && (
        <p>
          <a
            class="open"
            href={`/v1/licence-types/${type}/bulk-template?operation=${operation}`}
            download
          >
            {own.template}
          </a>
        </p>
      )}
      <div class="field">
        <p class="hint" id="bulk-file-hint">
          {own.fileHint}
        </p>
        <label class="file">
          {own.file}
          <input
            id="bulk-file"
            type="file"
            accept=".csv,.xlsx,.jsonl"
            aria-describedby="bulk-file-hint"
            onChange={(event) => {
              const [chosen] = event.currentTarget.files ?? [];
              const { file: _before, ...rest } = draft;
              onChange({ ...rest, ...(chosen && { file: chosen }) });
            }}
          />
        </label>
        <p role="status">
          {file !== undefined && (
            <>
              {own.chosen}
              <bdi>{file.name}</bdi>
            </>
          )}
        </p>
      </div>
    </>
  );
}
