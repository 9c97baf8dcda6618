import { useState } from 'preact/hooks';
import { ErrorSummary, type FieldError } from '../kit/error-summary.tsx';
import { Progress } from '../kit/progress.tsx';
import { useAct } from '../kit/use-act.ts';
import { type Choice, toName, useTypes } from '../kit/use-directory.ts';
import { toSentenceOf } from '../kit/use-loaded.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import {
  type BulkDraft,
  emptyQuery,
  findBulkErrors,
  isByQuery,
  listOperations,
  toBulkBody,
} from './bulk-draft.ts';
import { BulkFields } from './bulk-fields.tsx';
import { bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';
import { uploadFile } from './upload-file.ts';
import { useEntitledTypes } from './use-issuing.ts';

interface Props extends DeskContext {
  readonly department: string;
  readonly seals: readonly Choice[];
}

const emptyBulk = (may: DeskContext['may'], seal: string): BulkDraft => ({
  ...{ operation: listOperations(may)[0] ?? 'issue', type: '', seal },
  ...{ source: 'file', query: emptyQuery },
});

/** Sends a batch: what is left of the upload while there is one, and why it did not go. */
function useSending({ call, go, language }: DeskContext) {
  const [done, setDone] = useState<number>();
  const [fault, setFault] = useState<string>();
  const act = useAct(call);
  const send = async (draft: BulkDraft) => {
    setFault(undefined);
    setDone(0);
    try {
      const { file } = isByQuery(draft) ? {} : draft;
      const upload = file && (await uploadFile({ file, call, onProgress: setDone }));
      const body = toBulkBody(draft, upload);
      const answer = await act.run({ method: 'POST', path: '/v1/bulk-issues', body });
      if (answer !== undefined) go({ is: 'job', id: String(answer['jobId']) });
    } catch (error) {
      setFault(toSentenceOf(error) || bulkTexts[language].uploadFailed);
    }
    setDone(undefined);
  };
  return { done, send, refusal: fault ?? act.refusal };
}

/** A file of rows, or a query: checked first; it starts on the department's word. */
export function BulkForm({ department, seals, ...context }: Props) {
  const { texts, language, may } = context;
  const own = bulkTexts[language];
  const names = useTypes(context.language);
  const types = useEntitledTypes(context, department).map((code) => ({
    ...{ code, name: toName(names, code) },
  }));
  const [draft, setDraft] = useState(() => emptyBulk(may, seals[0]?.code ?? ''));
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { done, send, refusal } = useSending(context);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const found = findBulkErrors(draft, own, texts);
        setErrors(found);
        if (found.length === 0) void send(draft);
      }}
    >
      <h3>{own.new}</h3>
      <ErrorSummary title={texts.problems} errors={errors} />
      <RefusalView texts={texts} refusal={refusal} />
      <BulkFields {...context} {...{ draft, types, seals, errors, onChange: setDraft }} />
      {done !== undefined && <Progress label={own.uploading} done={done} />}
      <button type="submit" class="act" disabled={done !== undefined}>
        {isByQuery(draft) ? own.ask : own.upload}
      </button>
    </form>
  );
}
