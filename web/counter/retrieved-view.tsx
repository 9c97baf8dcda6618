import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageContext } from '../kit/page-frame.tsx';
import type { PageVerdict } from '../kit/page-verifier.ts';
import { Progress } from '../kit/progress.tsx';
import { tellWorst } from '../kit/tell-found.ts';
import { useLatest } from '../kit/use-latest.ts';
import type { VerifierState } from '../kit/use-verifier.ts';
import { VerdictView } from '../kit/verdict-view.tsx';
import type { RetrievedLicences } from './retrieval-parts.ts';
import type { RetrievalTexts } from './retrieval-texts.ts';

interface Props {
  readonly texts: RetrievalTexts;
  readonly context: PageContext;
  readonly state: VerifierState;
  readonly got: RetrievedLicences;
  readonly onNext: () => void;
}

/** What was retrieved, each verified here like any licence that is shown. */
export function RetrievedView({ texts, context, state, got, onNext }: Props) {
  const { verifier, settings } = state;
  const [found, setFound] = useState<readonly PageVerdict[]>();
  const latest = useRef(context);
  latest.current = context;
  const begin = useLatest();
  useEffect(() => {
    if (verifier === undefined) return;
    const isWanted = begin();
    const verifyAll = async () => {
      const all = got.licences.map(({ credential }) => verifier.verify({ credential }));
      const verified = await Promise.all(all);
      if (!isWanted()) return;
      setFound(verified);
      tellWorst(verified, latest.current);
    };
    void verifyAll();
  }, [got, verifier]);
  return (
    <>
      <h2>{texts.retrieved}</h2>
      {found === undefined && <Progress label={context.texts.waiting} />}
      {found?.map((one, at) => (
        <VerdictView
          key={got.licences[at]?.licenceId ?? at}
          {...{ found: one, context, now: settings?.now() ?? 0 }}
        />
      ))}
      <div class="acts">
        <button type="button" class="act" onClick={onNext}>
          {texts.another}
        </button>
      </div>
    </>
  );
}
