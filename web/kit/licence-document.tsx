import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LicenceDocumentAnswer } from '../../shared/api/licence-documents.ts';
import { Progress } from './progress.tsx';
import type { Call } from './sign-in/use-sign-in.ts';
import { toSentenceOf } from './use-loaded.ts';
import { RefusalView } from './waiting-view.tsx';

interface Props {
  /** Where it is asked for. */
  readonly path: string;
  readonly call: Call;
  readonly texts: Parameters<typeof RefusalView>[0]['texts'] &
    Readonly<Record<'document' | 'documentMaking' | 'documentOpen', string>>;
}

/** The sealed document: made when it is asked for, then there for a few minutes. */
export function LicenceDocument({ path, texts, call }: Props) {
  const [state, setState] = useState<'none' | 'making' | LicenceDocumentAnswer>('none');
  const [refusal, setRefusal] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  // what was pressed is gone: what came in its place goes on from there
  useLayoutEffect(() => {
    if (isAsked.current) box.current?.querySelector<HTMLElement>('a, button')?.focus();
  }, [state]);
  const make = () => {
    isAsked.current = true;
    setState('making');
    setRefusal(undefined);
    call({ method: 'GET', path }).then(
      (answer) => setState(answer as unknown as LicenceDocumentAnswer),
      (error: unknown) => {
        setState('none');
        setRefusal(toSentenceOf(error));
      },
    );
  };
  return (
    <div class="document" ref={box}>
      {state === 'none' && (
        <button type="button" onClick={make}>
          {texts.document}
        </button>
      )}
      {state === 'making' && <Progress label={texts.documentMaking} />}
      {typeof state === 'object' && (
        <p>
          <a class="open" href={state.url} target="_blank" rel="noreferrer">
            {texts.documentOpen}
          </a>
        </p>
      )}
      <RefusalView texts={texts} refusal={refusal} />
    </div>
  );
}
