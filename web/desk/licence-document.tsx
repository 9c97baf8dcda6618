import { useState } from 'preact/hooks';
import type { LicenceDocumentAnswer } from '../../shared/api/licence-documents.ts';
import { Progress } from '../kit/progress.tsx';
import { toSentenceOf } from '../kit/use-loaded.ts';
import { RefusalView } from '../kit/waiting-view.tsx';
import type { DeskContext } from './desk-context.ts';

/** The sealed document: made when it is asked for, then there for a few minutes. */
export function LicenceDocument({ id, texts, call }: DeskContext & { readonly id: string }) {
  const [state, setState] = useState<'none' | 'making' | LicenceDocumentAnswer>('none');
  const [refusal, setRefusal] = useState<string>();
  const make = () => {
    setState('making');
    setRefusal(undefined);
    call({ method: 'GET', path: `/v1/licences/${id}/document` }).then(
      (answer) => setState(answer as unknown as LicenceDocumentAnswer),
      (error: unknown) => {
        setState('none');
        setRefusal(toSentenceOf(error));
      },
    );
  };
  return (
    <div class="document">
      {state === 'none' && (
        <button type="button" onClick={make}>
          {texts.document}
        </button>
      )}
      {state === 'making' && <Progress label={texts.documentMaking} />}
      {typeof state === 'object' && (
        <p role="status">
          <a class="open" href={state.url} target="_blank" rel="noreferrer">
            {texts.documentOpen}
          </a>
        </p>
      )}
      <RefusalView texts={texts} refusal={refusal} />
    </div>
  );
}
