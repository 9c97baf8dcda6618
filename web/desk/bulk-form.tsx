import { useState } from 'preact/hooks';
import { ChoiceField } from '../kit/choice-field.tsx';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { Progress } from '../kit/progress.tsx';
import { useAct } from '../kit/use-act.ts';
import { toSentenceOf } from '../kit/use-loaded.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import { type BulkTexts, bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';
import { formatOf, uploadFile } from './upload-file.ts';
import { useEntitledTypes } from './use-issuing.ts';
import { findName, useTypes } from './use-types.ts';

interface Choice {
  readonly code: string;
  readonly name: string;
}

interface Batch {
  readonly type: string;
  readonly seal: string;
  readonly file?: File;
}

interface Props extends DeskContext {
  readonly department: string;
  readonly seals: readonly Choice[];
}

function findErrors({ type, file }: Batch, own: BulkTexts): readonly FieldError[] {
  return [
    ...(type === '' ? [{ field: 'bulk-type', text: own.needType }] : []),
    ...(file === undefined ? [{ field: 'bulk-file', text: own.needFile }] : []),
  ];
}

/** A file of rows: uploaded, then checked; it starts on the department's word. */
export function BulkForm({ department, seals, ...context }: Props) {
  const { texts, language, call, go } = context;
  const own = bulkTexts[language];
  const names = useTypes(context);
  const types = useEntitledTypes(context, department).map((code) => ({
    ...{ code, name: findName(names, code) },
  }));
  const [batch, setBatch] = useState<Batch>({ type: '', seal: seals[0]?.code ?? '' });
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [done, setDone] = useState<number>();
  const [fault, setFault] = useState<string>();
  const act = useAct(call);
  const send = async (file: File) => {
    setFault(undefined);
    setDone(0);
    try {
      const upload = await uploadFile({ file, call, onProgress: setDone });
      const { type, seal } = batch;
      const body = { type, seal, upload, format: formatOf(file) };
      const answer = await act.run({ method: 'POST', path: '/v1/bulk-issues', body });
      if (answer !== undefined) go({ is: 'job', id: String(answer['jobId']) });
    } catch (error) {
      setFault(toSentenceOf(error) || own.uploadFailed);
    }
    setDone(undefined);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const found = findErrors(batch, own);
        setErrors(found);
        if (found.length === 0 && batch.file !== undefined) void send(batch.file);
      }}
    >
      <h3>{own.new}</h3>
      <ErrorSummary title={texts.problems} errors={errors} />
      <RefusalView texts={texts} refusal={fault ?? act.refusal} />
      <BatchFields {...{ own, texts, batch, types, seals, onChange: setBatch }} />
      {done !== undefined && <Progress label={own.uploading} done={done} />}
      <button type="submit" class="act" disabled={done !== undefined}>
        {own.upload}
      </button>
    </form>
  );
}

interface FieldsProps extends Pick<DeskContext, 'texts'> {
  readonly own: BulkTexts;
  readonly batch: Batch;
  readonly types: readonly Choice[];
  readonly seals: readonly Choice[];
  readonly onChange: (batch: Batch) => void;
}

function BatchFields({ own, texts, batch, types, seals, onChange }: FieldsProps) {
  return (
    <>
      <ChoiceField
        {...{ id: 'bulk-type', label: texts.type, none: own.chooseType, choices: types }}
        value={batch.type}
        onChoose={(type) => onChange({ ...batch, type })}
      />
      {batch.type !== '' && (
        <p>
          <a class="open" href={`/v1/licence-types/${batch.type}/bulk-template`} download>
            {own.template}
          </a>
        </p>
      )}
      <ChoiceField
        {...{ id: 'bulk-seal', label: own.seal, none: '', choices: seals, value: batch.seal }}
        onChoose={(seal) => onChange({ ...batch, seal })}
      />
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
              const [file] = event.currentTarget.files ?? [];
              onChange({ type: batch.type, seal: batch.seal, ...(file && { file }) });
            }}
          />
        </label>
        <p role="status">
          {batch.file !== undefined && (
            <>
              {own.chosen}
              <bdi>{batch.file.name}</bdi>
            </>
          )}
        </p>
      </div>
    </>
  );
}
