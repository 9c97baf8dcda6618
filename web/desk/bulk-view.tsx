import type { BulkIssueAnswer } from '../../shared/api/bulk-issues.ts';
import { toLocalTime } from '../kit/local-time.ts';
import { toName, useTypes } from '../kit/use-directory.ts';
import { ListEnd, usePages } from '../kit/use-pages.tsx';
import { ViewHeading } from '../kit/view-heading.tsx';
import { BulkForm } from './bulk-form.tsx';
import { bulkTexts, bulkWords } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';
import { useOwnSeals } from './use-issuing.ts';

/** Batches of the department, and a new one. */
export function BulkView(context: DeskContext) {
  const { texts, language, call, go, may } = context;
  const own = bulkTexts[language];
  const types = useTypes(context.language);
  const pages = usePages<BulkIssueAnswer>(call, '/v1/bulk-issues', 'jobs');
  const { value } = pages;
  return (
    <>
      <ViewHeading text={own.heading} />
      {(may('licences:issue') || may('licences:change')) && <NewBatch {...context} />}
      <h3>{own.jobs}</h3>
      {value?.length === 0 && <p role="status">{own.noJobs}</p>}
      <ul class="rows">
        {value?.map(({ jobId, type, operation, state, createdAt }) => (
          <li key={jobId}>
            <button type="button" class="row" onClick={() => go({ is: 'job', id: jobId })}>
              {bulkWords[language].operation[operation]} · {toName(types, type)}
            </button>
            <JobMark state={state} language={language} />
            <span class="hint">{toLocalTime(createdAt, language)}</span>
          </li>
        ))}
      </ul>
      <ListEnd pages={pages} texts={texts} />
    </>
  );
}

function NewBatch(context: DeskContext) {
  const pages = useOwnSeals(context);
  const seals = pages.value ?? [];
  const [first] = seals;
  return (
    <>
      {first !== undefined && (
        <BulkForm
          {...context}
          department={first.department}
          seals={seals.map(({ id, name }) => ({ code: id, name }))}
        />
      )}
      <ListEnd pages={pages} texts={context.texts} />
    </>
  );
}

/** How a batch stands, in a word and a frame. */
export function JobMark({
  state,
  language,
}: Pick<DeskContext, 'language'> & Pick<BulkIssueAnswer, 'state'>) {
  const isEnded = state === 'cancelled' || state === 'failed' || state === 'paused';
  return (
    <span class={`standing ${isEnded ? 'ended' : 'good'}`}>{bulkWords[language].state[state]}</span>
  );
}
