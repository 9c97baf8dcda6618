import { useEffect, useState } from 'preact/hooks';
import { Progress } from '../kit/progress.tsx';
import { QrView } from '../kit/qr-view.tsx';
import type { MadeRequest } from './request-form.tsx';
import type { FormProps, RetrievedLicences } from './retrieval-parts.ts';
import { useAct } from './use-act.ts';

interface Props extends FormProps {
  readonly request: MadeRequest;
  readonly onAgain: () => void;
}

const waitSeconds = 15;
const pauseMilliseconds = 2000;

/** Hears what the holder decided: one long question after the other, until there is an answer. */
function useDecision({ call, request }: Pick<Props, 'call' | 'request'>): string {
  const [state, setState] = useState('waiting');
  useEffect(() => {
    const over = new AbortController();
    const path = `/v1/retrieval-requests/${request.requestId}?wait=${waitSeconds}`;
    const { signal } = over;
    const ask = async (): Promise<string> => {
      const found = await call({ method: 'GET', path, signal }).catch(() => undefined);
      if (found === undefined) await new Promise((then) => setTimeout(then, pauseMilliseconds));
      return String(found?.['state'] ?? 'waiting');
    };
    const hear = async (): Promise<void> => {
      let heard = 'waiting';
      while (heard === 'waiting' && !signal.aborted) heard = await ask();
      if (!signal.aborted) setState(heard);
    };
    void hear();
    return () => over.abort();
  }, [request.requestId]);
  return state;
}

/** The request's code for the holder's phone, and then what they decided. */
export function RequestView(props: Props) {
  const { texts, purpose, call, request, onRetrieved, onAgain } = props;
  const decision = useDecision(props);
  const act = useAct<RetrievedLicences>(call, texts);
  const { requestId, address } = request;
  useEffect(() => {
    const { itemCode, words } = purpose;
    if (decision !== 'approved') return;
    void act.run('/v1/retrievals', { requestId, itemCode, purpose: words.trim() });
  }, [decision]);
  useEffect(() => {
    if (act.answer !== undefined) onRetrieved(act.answer);
  }, [act.answer, onRetrieved]);
  const isOver = decision === 'declined' || decision === 'expired';
  return (
    <div class="request">
      {!isOver && (
        <figure class="symbol">
          <QrView text={address} label={texts.scanThis} />
          <figcaption>{texts.scanThis}</figcaption>
        </figure>
      )}
      {decision === 'waiting' && <Progress label={texts.waitingHolder} />}
      {act.isBusy && <Progress label={texts.retrieving} />}
      <div role="status">
        {decision === 'declined' && <p class="notice">{texts.declined}</p>}
        {decision === 'expired' && <p class="notice">{texts.expired}</p>}
        {act.fault && <p class="notice">{act.fault}</p>}
      </div>
      <button type="button" onClick={onAgain}>
        {isOver ? texts.askAgain : texts.back}
      </button>
    </div>
  );
}
