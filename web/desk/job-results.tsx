import { useEffect, useState } from 'preact/hooks';
import type { BulkResultsAnswer } from '../../shared/api/bulk-issues.ts';
import { Progress } from '../kit/progress.tsx';
import { toSentenceOf } from '../kit/use-loaded.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import { bulkTexts } from './bulk-texts.ts';
import type { DeskContext } from './desk-context.ts';

const askAgainMilliseconds = 1500;

/** The file of results: made when it is asked for, and how to go on with the rows that were not done. */
export function JobResults({
  id,
  texts,
  language,
  call,
  go,
  may,
}: DeskContext & { readonly id: string }) {
  const own = bulkTexts[language];
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<BulkResultsAnswer>();
  const [refusal, setRefusal] = useState<string>();
  const file = answer?.isCurrent ? answer.file : undefined;
  useEffect(() => {
    if (asked === 0 || file !== undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    call({ method: 'GET', path: `/v1/bulk-issues/${id}/results` }).then(
      (found) => {
        setAnswer(found as unknown as BulkResultsAnswer);
        timer = setTimeout(() => setAsked(asked + 1), askAgainMilliseconds);
      },
      (error: unknown) => {
        setAsked(0);
        setRefusal(toSentenceOf(error));
      },
    );
    return () => clearTimeout(timer);
  }, [asked]);
  return (
    <section>
      <RefusalView texts={texts} refusal={refusal} />
      {asked === 0 && (
        <button type="button" onClick={() => setAsked(1)}>
          {own.results}
        </button>
      )}
      {asked > 0 && file === undefined && <Progress label={own.resultsMaking} />}
      {file !== undefined && (
        <p role="status">
          <a class="open" href={file.url} download>
            {own.resultsOpen}
          </a>
        </p>
      )}
      {may('licences:issue') && (
        <>
          <p class="hint">{own.retryHint}</p>
          <button type="button" onClick={() => go({ is: 'bulk' })}>
            {own.retry}
          </button>
        </>
      )}
    </section>
  );
}
